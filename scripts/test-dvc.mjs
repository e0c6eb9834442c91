// npm run test:dvc [-- SEED [COUNT]]: random histories that the real dvc and gto make, and what these tools say of them beside
// what is read here (test/dvc/README.md). The virtual environment stays in the user's cache.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

const [seed = String(Math.floor(Date.now() / 1000) % 1_000_000), count = '3'] = process.argv.slice(2);
const here = path.resolve(import.meta.dirname, '../test/dvc');
const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-dvc-'));
try {
  const python = pythonEnvironment('dvc', path.join(here, 'requirements.txt'));
  // dvc and gto are started by their names.
  const env = { ...process.env, PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}` };
  const stdio = ['ignore', 'inherit', 'inherit'];
  console.log(`Histories of the seed ${seed}: npm run test:dvc -- ${seed} ${count} makes them again.`);
  const made = spawnSync(python, [path.join(here, 'make_histories.py'), folder, seed, count], { env, stdio });
  if (made.status !== 0) throw new NoEnvironment('dvc and gto did not make the histories: see above.');
  prepare();
  const vitest = path.resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
  const words = [vitest, 'run', 'test/integrations/git-history/beside-dvc.test.ts'];
  const compared = spawnSync(process.execPath, words, {
    env: { ...process.env, PEDIGRAPH_DVC_HISTORIES: folder },
    stdio,
  });
  process.exitCode = compared.status ?? 1;
} catch (error) {
  if (!(error instanceof NoEnvironment)) throw error;
  console.error(`THE COMPARISON WITH DVC AND GTO DID NOT RUN: ${error.message}`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
