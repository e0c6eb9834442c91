import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFollowFile } from '#integrations/following/follow-file.js';
import { asInterval, isCron, nextAfter, nextAfterFailures, waitUntil } from '#integrations/following/schedule.js';
import { documentedBlocks } from '../../docs/documented-blocks.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-follow-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = path.join(folder, 'sources.yaml');
  await writeFile(file, text);
  return readFollowFile(file);
}

test('versions to check have a schedule, too, and may be all that a file has', async () => {
  const checks =
    'checks:\n  - {versions: [a/b@production, a/c@1.0.0], every: 1d}\n  - {versions: [a/d@latest], allowPrivate: true}\n';
  expect(await read(`cron: '0 4 * * *'\n${checks}`)).toEqual([
    { check: 'a/b@production', allowPrivate: false, schedule: 'every 1d' },
    { check: 'a/c@1.0.0', allowPrivate: false, schedule: 'every 1d' },
    { check: 'a/d@latest', allowPrivate: true, schedule: '0 4 * * *' },
  ]);
  await expect(read(checks)).rejects.toThrow(/:3: checks\.1: expected `every` or `cron`, here or for all/);
  await expect(read('every: 1h\n')).rejects.toThrow(/expected `sources` or `checks`, but there is none/);
});

test('sources have their own schedule or that of all, and paths are from the folder of the file', async () => {
  const sources = await read(`
every: 10m
sources:
  - {git: https://git.example.org/acme/fraud, namespace: acme/fraud}
  - {git: ../churn, namespace: acme/churn, models: ['*.bin'], every: 1h}
  - {git: 'git@git.example.org:acme/x.git', namespace: acme/x}
  - {mlflow: http://127.0.0.1:5000, cron: '*/5 * * * *', artifacts: skip}
  - {huggingface: ../tiny, name: acme/tiny, kind: model}
`);
  expect(sources).toMatchObject([
    { git: 'https://git.example.org/acme/fraud', schedule: 'every 10m', models: [] },
    { git: path.resolve(folder, '../churn'), schedule: 'every 1h', models: ['*.bin'] },
    { git: 'git@git.example.org:acme/x.git', schedule: 'every 10m' },
    { mlflow: 'http://127.0.0.1:5000', namespace: 'mlflow', schedule: '*/5 * * * *', artifacts: 'skip' },
    { huggingface: path.resolve(folder, '../tiny'), namespace: 'huggingface', name: 'acme/tiny', kind: 'model' },
  ]);
});

test('the file of the manual is one', async () => {
  const block = documentedBlocks().find(({ file, language }) => file === 'docs/follow.md' && language === 'yaml');
  expect(await read(block!.text)).toHaveLength(6);
});

test.each([
  ['sources: []\nevery: 5m\n', /sources\.yaml:1: sources: /],
  ['sources:\n  - {git: a, namespace: a}\n', /:2: sources\.0: expected `every` or `cron`, here or for all/],
  ['every: 5x\nsources:\n  - {git: a, namespace: a}\n', /:1: every: expected a time such as 30s/],
  ['every: 1s\nsources:\n  - {git: a, namespace: a}\n', /:1: every: expected a time .* at least 10s/],
  ['cron: "* *"\nsources:\n  - {git: a, namespace: a}\n', /:1: cron: expected a cron expression/],
  [
    'every: 5m\nsources:\n  - {git: a, namespace: a, cron: "* * * * *", every: 5m}\n',
    /`every` or `cron`, and not both/,
  ],
  ['every: 5m\nsources:\n  - {git: a, namespace: a, branch: b}\n', /:3: sources\.0\.branch: there is no such key/],
  ['every: 5m\nsources:\n  - {git: a, namespace: "a//b"}\n', /:3: sources\.0\.namespace: expected a namespace/],
  ['every: 5m\nsources:\n  - {git: a, namespace: a}\n  - {git: a, namespace: a}\n', /:4: sources\.1: is there twice/],
  ['every: [\n', /sources\.yaml/],
])('%j is refused with the line of what is wrong', async (text, message) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
});

test('a file that is not there is refused in a sentence', async () => {
  await expect(readFollowFile(path.join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('the next read follows the schedule', () => {
  const now = new Date('2026-03-01T12:01:00Z');
  expect(nextAfter('every 5m', now)).toEqual(new Date('2026-03-01T12:06:00Z'));
  expect(nextAfter('*/5 * * * *', now)).toEqual(new Date('2026-03-01T12:05:00Z'));
  expect(['10s', '5m', '2h', '20d', '9s', '21d', '', '5', 'm', '-5m'].map(asInterval)).toEqual([
    ...[10_000, 300_000, 7_200_000, 1_728_000_000],
    ...[null, null, null, null, null, null],
  ]);
  expect(['* * * * *', '0 0 30 2 *', 'never', ''].map(isCron)).toEqual([true, false, false, false]);
});

test('waits double with each failure up to an hour, and are between half and all of that', () => {
  const now = new Date(0);
  const waits = (random: number) =>
    [1, 2, 3, 4, 20].map((failures) => nextAfterFailures(failures, now, random).getTime() / 1_000);
  expect(waits(0)).toEqual([5, 10, 20, 40, 1_800]);
  expect(waits(1)).toEqual([10, 20, 40, 80, 3_600]);
});

test('a moment is waited for as long as a timer can be, and one that is past never without a pause', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const after = (ms: number) => waitUntil(new Date(now.getTime() + ms), now);
  expect([5_000, 0, -60_000, Number.NaN].map(after)).toEqual([5_000, 1_000, 1_000, 1_000]);
  const yearly = waitUntil(nextAfter('0 0 1 1 *', now), now);
  expect(yearly).toBeGreaterThan(86_400_000);
  // More is one millisecond to a timer of Node.
  expect(yearly).toBeLessThan(2 ** 31);
});
