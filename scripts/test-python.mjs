// npm run test:python [-- PYTEST ARGUMENTS]: the Python client (clients/python): linter, types, and its tests against two
// servers, one with a token of each role and one with the example and none, on every Python of 3.10 to 3.13 that is here.
// What it starts ends with it; the virtual environments stay in the user's cache.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotReady, requirementsOf, startProduct } from './mlflow-servers.mjs';
import { prepare } from './prepare.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

const root = path.dirname(import.meta.dirname);
const client = path.join(root, 'clients', 'python');

/** A command failed, and has said why. */
class Failed extends Error {}

const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-python-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
chmodSync(folder, 0o755);
const running = [];
try {
  prepare();
  // The first shares the environment of npm run test:mlflow.
  const first = pythonEnvironment('mlflow', requirementsOf('requirements.txt'));
  const others = otherPythons(first).map((python) =>
    pythonEnvironment(python, path.join(client, 'requirements.txt'), python),
  );
  for (const words of [
    ['ruff', 'check', '--no-cache', '.'],
    ['ruff', 'format', '--no-cache', '--check', '.'],
    ['mypy', '--cache-dir', path.join(folder, 'mypy')],
  ])
    await succeed(first, ['-m', ...words], {});
  const [closed, open] = [await serve('closed'), await serve('open', { tokens: {}, example: true })];
  const environment = {
    CLOSED_URL: closed.url,
    TOKEN_OF_CONTRIBUTOR: closed.tokens.CONTRIBUTOR,
    TOKEN_OF_ADMIN: closed.tokens.admin,
    TOKEN_OF_VIEWER: closed.tokens.VIEWER,
    TOKEN_OF_MAINTAINER: closed.tokens.MAINTAINER,
    OPEN_URL: open.url,
    PEDIGRAPH_COMMAND: JSON.stringify([process.execPath, path.join(root, 'bin', 'pedigraph.mjs')]),
    PEDIGRAPH_STATE: path.join(folder, 'state'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
  };
  for (const python of [first, ...others]) {
    // What is tested is what is installed: the wheel.
    const installed = path.join(folder, path.basename(path.dirname(path.dirname(python))));
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    await succeed(python, [...pip, '--no-build-isolation', '--target', installed, client], {});
    const pytest = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests', ...process.argv.slice(2)];
    await succeed(python, pytest, { ...environment, PYTHONPATH: installed });
  }
} catch (error) {
  if (error instanceof Failed) {
    process.exitCode = 1;
    // What a server says of a fault is in its log alone.
    for (const server of running) console.error(server.output());
  } else if (error instanceof NoEnvironment || error instanceof NotReady) {
    if (error.output) console.error(error.output);
    console.error(`THE TESTS OF THE PYTHON CLIENT DID NOT RUN: ${error.message}`);
    process.exitCode = 2;
  } else throw error;
} finally {
  for (const server of running.reverse()) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function succeed(python, words, environment) {
  const options = { cwd: client, stdio: 'inherit', env: { ...process.env, ...environment } };
  // Not synchronously: what the servers say has to be read meanwhile, or they wait.
  const [status] = await once(spawn(python, words, options), 'exit');
  if (status !== 0) throw new Failed(words.join(' '));
}

async function serve(name, options) {
  const store = path.join(folder, name);
  mkdirSync(store, { mode: 0o755 });
  const server = await startProduct(store, options);
  running.push(server);
  return server;
}

/** Pythons on PATH of other versions than that of the first, which have what an environment needs. */
function otherPythons(first) {
  const ask = (python) =>
    spawnSync(python, ['-c', 'import sys, ensurepip; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' });
  const known = ask(first).stdout.trim();
  const wanted = ['3.10', '3.11', '3.12', '3.13'].filter((version) => version !== known);
  const found = wanted.filter((version) => ask(`python${version}`).status === 0);
  const missing = wanted.filter((version) => !found.includes(version));
  console.error(`Python ${[known, ...found].join(', ')}; not here: ${missing.join(', ') || 'none'}.`);
  return found.map((version) => `python${version}`);
}
