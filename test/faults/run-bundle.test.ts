import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePlugins, refuseUnmatched } from '../../scripts/bundle-plugins.mjs';
import { runCommand } from '../support/running-command.js';

/** A checkout that has the bundle and nothing else of the build. */
const checkout = path.join(os.tmpdir(), `pedigraph-bundle-${randomBytes(6).toString('hex')}`);

const run = (...flags: string[]) => {
  const args = [...flags, path.join(checkout, 'bin/run-bundle.mjs'), 'compose', '--check'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

beforeAll(async () => {
  // Builds where that is needed.
  await runCommand(['--help']);
  await mkdir(path.join(checkout, 'dist/bundle'), { recursive: true });
  await mkdir(path.join(checkout, 'bin'));
  await cp('dist/bundle/pedigraph.cjs', path.join(checkout, 'dist/bundle/pedigraph.cjs'));
  await cp('bin/run-bundle.mjs', path.join(checkout, 'bin/run-bundle.mjs'));
  await symlink(path.resolve('node_modules'), path.join(checkout, 'node_modules'));
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

test('the bundle alone runs a command, the second time as the first', () => {
  const current = { status: 0, stdout: 'schema and docs are current.\n', stderr: '' };
  expect(run()).toEqual(current);
  expect(run()).toEqual(current);
});

test('where Node cannot keep what it compiled, a command runs all the same', async () => {
  const compiled = path.join(checkout, 'dist/bundle/compiled');
  await rm(compiled, { recursive: true, force: true });
  await writeFile(compiled, 'a file where the folder would be');
  expect(run().status).toBe(0);
});

test('every part of a plugin of the bundler that matched nothing is named, and the build fails', async () => {
  const root = path.resolve('.');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-plugins-'));
  const entry = path.join(folder, 'dist/src/main.js');
  await mkdir(path.dirname(entry), { recursive: true });
  const partsLeft = async (source: string): Promise<readonly string[]> => {
    await writeFile(entry, source);
    const { plugins, unmatched } = bundlePlugins({ root, folder });
    const options = { bundle: true, write: false, platform: 'node', format: 'cjs' } as const;
    await build({ entryPoints: [entry], nodePaths: [path.join(root, 'node_modules')], plugins, ...options });
    if (unmatched.size > 0) expect(() => refuseUnmatched(unmatched)).toThrow([...unmatched].join(', '));
    return [...unmatched].sort();
  };
  const all = ['class-names', 'native-hash', 'one-graphql', 'only-postgresql', 'other-validators'];
  expect(await partsLeft('console.log(1);')).toEqual([...all, 'own-urls', 'used-validators']);
  expect(await partsLeft('import "graphql";\nexport class A {\n}\nconsole.log(import.meta.url);')).toEqual(
    [...all, 'used-validators'].filter((part) => !['class-names', 'one-graphql'].includes(part)),
  );
  await rm(folder, { recursive: true });
});
