import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { limitBadCredentials } from '#platform/server/bad-credentials.js';

/** Knows the credentials of a list, and counts how often it is asked. */
function doorOf(known: readonly string[], answer: 'at once' | 'later') {
  const clock = { now: 0 };
  const counts = { asked: 0 };
  const holds = new Set(known);
  const judge = (authorization = '') => {
    counts.asked += 1;
    if (holds.has(authorization)) return { ...ANONYMOUS, actor: authorization };
    throw new PedigraphError('UNAUTHENTICATED', 'It does not hold.');
  };
  const from = limitBadCredentials(
    ({ authorization }) => (answer === 'at once' ? judge(authorization) : Promise.resolve(authorization).then(judge)),
    { perMinute: 3, now: () => clock.now },
  );
  const come = async (authorization: string | undefined, address = '10.0.0.1', socket = {}) => {
    try {
      const headers = authorization === undefined ? {} : { authorization };
      return (await from(headers, Object.assign(socket, { remoteAddress: address }) as Socket)).actor;
    } catch (error) {
      return (error as PedigraphError).code;
    }
  };
  return { clock, counts, holds, come };
}

test.each(['at once', 'later'] as const)(
  'guessing asks nobody any more after so many in a minute (judged %s)',
  async (answer) => {
    const { clock, counts, come } = doorOf([], answer);
    for (let guess = 0; guess < 3; guess++) expect(await come(`guess ${guess}`)).toBe('UNAUTHENTICATED');
    for (let guess = 3; guess < 1_000; guess++) expect(await come(`guess ${guess}`)).toBe('RATE_LIMITED');
    expect(counts.asked).toBe(3);
    expect(await come('guess', '10.0.0.2')).toBe('UNAUTHENTICATED');
    clock.now = 60_000;
    expect(await come('guess')).toBe('UNAUTHENTICATED');
  },
);

test.each(['at once', 'later'] as const)(
  'who has shown one that holds goes on behind the same address (judged %s)',
  async (answer) => {
    const { counts, holds, come } = doorOf(['ann', 'ben'], answer);
    expect(await come('ann')).toBe('ann');
    for (let guess = 0; guess < 10; guess++) await come('guess');
    expect(await come('ann')).toBe('ann');
    expect(await come('ben')).toBe('RATE_LIMITED'); // not seen before: it could be a guess
    expect(await come('ben', '10.0.0.2')).toBe('ben');
    expect(await come('ben')).toBe('ben');
    holds.delete('ann');
    expect(await come('ann')).toBe('UNAUTHENTICATED');
    const { asked } = counts;
    expect(await come('ann')).toBe('RATE_LIMITED');
    expect(counts.asked).toBe(asked);
  },
);

test('no credential is no guess, and another failure is none either', async () => {
  const { come } = doorOf([], 'at once');
  for (let time = 0; time < 10; time++) expect(await come(undefined)).toBe('UNAUTHENTICATED');
  const failing = limitBadCredentials(() => Promise.reject(new PedigraphError('UNAVAILABLE', 'Away.')), {
    perMinute: 1,
  });
  for (let time = 0; time < 3; time++) {
    const socket = { remoteAddress: '10.0.0.1' } as Socket;
    await expect(failing({ authorization: 'a' }, socket)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  }
});

test('all addresses of one IPv6 network are one, and an IPv4 address is the same in either form', async () => {
  const { come } = doorOf([], 'at once');
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6'])
    await come('guess', address);
  expect(await come('guess', '2001:db8:1:2::abcd')).toBe('RATE_LIMITED');
  expect(await come('guess', '2001:db8:1:3::1')).toBe('UNAUTHENTICATED');
  for (const address of ['10.0.0.9', '::ffff:10.0.0.9', '10.0.0.9']) await come('guess', address);
  expect(await come('guess', '::ffff:10.0.0.9')).toBe('RATE_LIMITED');
});
