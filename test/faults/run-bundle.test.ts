import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/running-command.js';

/** A checkout that has the bundle and nothing else of the build. */
const checkout = path.join(os.tmpdir(), `pedigraph-bundle-${randomBytes(6).toString('hex')}`);
const bundle = path.join(checkout, 'dist/bundle/pedigraph.cjs');
const compiled = path.join(checkout, 'dist/bundle/compiled');
const CURRENT = { status: 0, stdout: 'schema and docs are current.\n', stderr: '' };

const run = (...flags: string[]) => {
  const args = [...flags, path.join(checkout, 'bin/run-bundle.mjs'), 'compose', '--check'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const keptFile = async () => path.join(compiled, (await readdir(compiled)).join());

beforeAll(async () => {
  // Builds where that is needed.
  await runCommand(['--help']);
  await mkdir(path.dirname(bundle), { recursive: true });
  await mkdir(path.join(checkout, 'bin'));
  await cp('dist/bundle/pedigraph.cjs', bundle);
  await cp('bin/run-bundle.mjs', path.join(checkout, 'bin/run-bundle.mjs'));
  await symlink(path.resolve('node_modules'), path.join(checkout, 'node_modules'));
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

test('the bundle alone runs a command; what was compiled of it is kept and used again', async () => {
  expect(run()).toEqual(CURRENT);
  const { ino, size } = await stat(await keptFile());
  expect(size).toBeGreaterThan(100_000);
  expect(run()).toEqual(CURRENT);
  expect((await stat(await keptFile())).ino).toBe(ino);
});

test.each([
  ['cut short', (kept: Buffer) => kept.subarray(0, kept.length / 2)],
  ['damaged', (kept: Buffer) => Buffer.from(kept).fill(0x5a, 50_000, 90_000)],
])('a file of compiled code that is %s is not used, and made anew', async (_, harm) => {
  run();
  const file = await keptFile();
  const whole = await readFile(file);
  await writeFile(file, harm(whole));
  expect(run()).toEqual(CURRENT);
  const { ino, size } = await stat(file);
  expect(size).toBeGreaterThan(whole.length / 2);
  expect(run()).toEqual(CURRENT);
  expect((await stat(file)).ino).toBe(ino);
});

test('what was compiled of an older bundle is not used', async () => {
  run();
  const { ino } = await stat(await keptFile());
  await utimes(bundle, new Date(), new Date());
  expect(run()).toEqual(CURRENT);
  expect((await stat(await keptFile())).ino).not.toBe(ino);
});

test('where nothing can be kept, it runs all the same', async () => {
  await rm(compiled, { recursive: true, force: true });
  await writeFile(compiled, 'a file where the folder would be');
  expect(run()).toEqual(CURRENT);
  await rm(compiled);
});

/** What is run in place of ours, once its start is over when `settled` resolves. */
const HOT = `(function (exports, require, module) {
  function hot(n) { let sum = 0; for (let i = 0; i < n; i++) sum = (sum + i * i) % 1000003; return sum; }
  const run = () => { for (let i = 0; i < 3000; i++) hot(3000); };
  const isFast = () => %ActiveTierIsTurbofan(hot) || %ActiveTierIsMaglev(hot);
  run();
  const meanwhile = %ActiveTierIsTurbofan(hot);
  module.exports.settled = Promise.resolve();
  setTimeout(() => {
    for (let i = 0; i < 100 && !isFast(); i++) run();
    console.log({ meanwhile, later: isFast() });
  });
})`;

// Node 24 leaves what ran often meanwhile in its middle tier.
test('while a command starts V8 optimises nothing; then it does, also what ran often before', async () => {
  const written = await readFile(bundle);
  await writeFile(bundle, HOT);
  try {
    expect(run('--allow-natives-syntax').stdout).toBe('{ meanwhile: false, later: true }\n');
  } finally {
    await writeFile(bundle, written);
  }
});

test('what was compiled is kept, too, where a command is told to end before it has started', async () => {
  await rm(compiled, { recursive: true, force: true });
  const written = await readFile(bundle);
  await writeFile(
    bundle,
    '(function (exports, require, module) { module.exports.settled = new Promise(() => {}); setTimeout(process.exit); })',
  );
  try {
    run();
    expect((await stat(await keptFile())).size).toBeGreaterThan(100);
  } finally {
    await writeFile(bundle, written);
  }
});
