import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultDataFolder } from '#platform/embedded-postgres/default-data-folder.js';

const ROOT = path.join(os.tmpdir(), `pedigraph-default-${randomBytes(6).toString('hex')}`);
const CLOSED = path.join(ROOT, 'clone');
const AS_ROOT = process.geteuid?.() === 0;

beforeAll(async () => {
  await mkdir(CLOSED, { recursive: true });
  await chmod(ROOT, 0o755);
  // closed to others, for root; not writable, for anybody else
  await chmod(CLOSED, AS_ROOT ? 0o700 : 0o555);
});
afterAll(async () => {
  await chmod(CLOSED, 0o700);
  await rm(ROOT, { recursive: true, force: true });
});

test('the wanted folder is taken where the server can work, and made absolute', async () => {
  const wanted = path.join(ROOT, 'open', '.pedigraph');
  expect(await defaultDataFolder(path.relative('.', wanted))).toEqual({ folder: wanted });
});

test('a wanted folder the server cannot work in gives way to a stable one elsewhere, with the reason', async () => {
  const wanted = path.join(CLOSED, '.pedigraph');
  const chosen = await defaultDataFolder(wanted);

  expect(chosen.folder).toMatch(/\/pedigraph\/clone-[0-9a-f]{8}$/);
  expect(chosen.because).toContain(`The data is kept in ${chosen.folder}: ${CLOSED} `);
  expect(await defaultDataFolder(wanted)).toEqual(chosen);
  expect((await defaultDataFolder(path.join(CLOSED, 'other'))).folder).not.toBe(chosen.folder);
  expect([existsSync(wanted), existsSync(chosen.folder)]).toEqual([false, false]);
});

test.runIf(AS_ROOT)('existing data is not walked away from', async () => {
  const wanted = path.join(CLOSED, 'begun');
  await mkdir(path.join(wanted, 'postgres', 'data'), { recursive: true });
  expect(await defaultDataFolder(wanted)).toEqual({ folder: wanted });
});
