import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EmbeddedPostgresError } from '#platform/embedded-postgres/embedded-postgres-error.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';

/** Not mkdtemp: what that makes is closed to the account the server runs under when the tests run as root. */
const ROOT = path.join(os.tmpdir(), `pedigraph-refused-${randomBytes(6).toString('hex')}`);
const AS_ROOT = process.geteuid?.() === 0;

let folders = 0;
const freshFolder = () => path.join(ROOT, `folder-${++folders}`);
const dataOf = (folder: string) => path.join(folder, 'postgres', 'data');

afterAll(() => rm(ROOT, { recursive: true, force: true }));

test('a file is in the way', async () => {
  const file = freshFolder();
  await mkdir(ROOT, { recursive: true });
  await writeFile(file, '');

  for (const folder of [file, path.join(file, 'below')]) {
    expect(await refusal(folder)).toBe(
      `The data folder ${folder} cannot be made: a file is in the way. Choose another folder with --data or PEDIGRAPH_DATA, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
});

test.skipIf(AS_ROOT)('it cannot be written', async () => {
  const folder = freshFolder();
  await mkdir(folder, { recursive: true, mode: 0o555 });

  expect(await refusal(folder)).toBe(
    `The data folder ${folder} cannot be written by this user. Choose another folder with --data or PEDIGRAPH_DATA, or set DATABASE_URL to a PostgreSQL server.`,
  );
});

test.runIf(AS_ROOT)('a parent is closed to the account the server runs under, and nothing is left there', async () => {
  const parent = freshFolder();
  await mkdir(parent, { recursive: true });
  await chmod(ROOT, 0o755);
  await chmod(parent, 0o700);

  expect(await refusal(path.join(parent, 'deep', 'data'))).toMatch(
    new RegExp(`out of reach of the user (postgres|nobody),.*: ${parent} is closed to it. Choose another folder with`),
  );
  expect(await readdir(parent)).toEqual([]);
});

test('it holds something else', async () => {
  const folder = freshFolder();
  await (await startEmbeddedPostgres({ folder, ephemeral: true })).stop();
  await rm(path.join(dataOf(folder), 'embedded.password'));

  expect(await refusal(folder)).toContain(`${dataOf(folder)} holds no database of ours: move it away, or choose`);
});

test('another major version wrote it', async () => {
  const folder = freshFolder();
  await (await startEmbeddedPostgres({ folder, ephemeral: true })).stop();
  await writeFile(path.join(dataOf(folder), 'PG_VERSION'), '17\n');

  expect(await refusal(folder)).toContain('was written by PostgreSQL 17, and PostgreSQL 18 is installed.');
});

/** The sentence with which a start on the folder is refused. */
async function refusal(folder: string): Promise<string> {
  const error = await startEmbeddedPostgres({ folder, ephemeral: true }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  return (error as Error).message;
}
