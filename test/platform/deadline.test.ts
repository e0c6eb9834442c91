import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Deadline } from '#platform/transport/deadline.js';
import { timeLeft } from '#platform/transport/time-left.js';

test('a signal that is asked for late has aborted where it is over, for the same reason', () => {
  const leaving = new AbortController();
  const deadline = new Deadline(5_000, { gone: leaving.signal });
  leaving.abort(new Error('gone'));
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.signal.reason).toMatchObject({ message: 'gone' });
  expect(deadline.passed).toBe(false);
  deadline.end();
});

test('whoever is to be told last is told, and once', async () => {
  const told: unknown[] = [];
  const deadline = new Deadline(5);
  deadline.whenOver(() => told.push('replaced'));
  deadline.whenOver((reason) => told.push(reason));
  await expect.poll(() => told).toEqual([expect.objectContaining({ name: 'TimeoutError' })]);
  deadline.abort();
  expect(told).toHaveLength(1);
  expect(deadline.passed).toBe(true);
  deadline.end();
});

test('after its end nothing happens any more', async () => {
  const leaving = new AbortController();
  const deadline = new Deadline(1, { gone: leaving.signal });
  const { signal } = deadline;
  deadline.end();
  leaving.abort();
  await pause(20);
  expect(signal.aborted).toBe(false);
});

test('its signal tells how much time is left, counted from when the deadline was made', async () => {
  const deadline = new Deadline(1_000);
  await pause(30);
  expect(timeLeft(deadline.signal, 5_000)).toBeLessThan(980);
  deadline.end();
});
