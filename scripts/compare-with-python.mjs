// What npm run test:dvc, test:huggingface and test:wandb have in common: a script lets real tools of Python make something in a folder, and a
// test reads that here and compares. The virtual environment stays in the user's cache.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

/**
 * @param tools their name: `test/<name>/requirements.txt` has them, `npm run test:<name> -- SEED COUNT` makes the same again
 * @param script of that folder, called with a folder, the seed and how many
 * @param test the file of tests
 * @param variable the environment variable by which the test knows the folder
 */
export function compareWithPython({ tools, script, test, variable, count: usual = '3' }) {
  const [seed = String(Math.floor(Date.now() / 1000) % 1_000_000), count = usual] = process.argv.slice(2);
  const here = path.resolve(import.meta.dirname, '../test', tools);
  const folder = mkdtempSync(path.join(tmpdir(), `pedigraph-${tools}-`));
  try {
    const python = pythonEnvironment(tools, path.join(here, 'requirements.txt'));
    // Some tools are started by their names.
    const env = { ...process.env, PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}` };
    const stdio = ['ignore', 'inherit', 'inherit'];
    console.log(`The seed is ${seed}: npm run test:${tools} -- ${seed} ${count} makes the same again.`);
    const made = spawnSync(python, [path.join(here, script), folder, seed, count], { env, stdio });
    if (made.status !== 0) throw new NoEnvironment(`${script} did not make what is to be read: see above.`);
    prepare();
    const vitest = path.resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
    const options = { env: { ...process.env, [variable]: folder }, stdio };
    process.exitCode = spawnSync(process.execPath, [vitest, 'run', test], options).status ?? 1;
  } catch (error) {
    if (!(error instanceof NoEnvironment)) throw error;
    console.error(`THE COMPARISON WITH THE REAL ${tools.toUpperCase()} DID NOT RUN: ${error.message}`);
    process.exitCode = 2;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
