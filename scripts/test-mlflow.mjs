// npm run test:mlflow [-- --beside-mlflow | --distributed | --s3] [PYTEST ARGUMENTS]: MLflow's own client against the product
// (test/mlflow/README.md). What it starts ends with it; the virtual environment stays in the user's cache.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { prepare } from './prepare.mjs';

const root = path.dirname(import.meta.dirname);
const tests = path.join(root, 'test', 'mlflow');
const OWN = ['--beside-mlflow', '--distributed', '--s3'];
const flags = new Set(process.argv.slice(2).filter((argument) => OWN.includes(argument)));
const forPytest = process.argv.slice(2).filter((argument) => !OWN.includes(argument));

const python = virtualEnvironment('mlflow', path.join(tests, 'requirements.txt'));
const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-mlflow-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
chmodSync(folder, 0o755);
const bucket = flags.has('--s3') ? await startBucket() : undefined;
const server = await (flags.has('--beside-mlflow') ? startMlflow() : startProduct(flags.has('--distributed')));
let status = 1;
try {
  status =
    spawnSync(python, ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...forPytest], {
      cwd: tests,
      stdio: 'inherit',
      env: { ...process.env, ...server.environment },
    }).status ?? 1;
} finally {
  await server.stop();
  await bucket?.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);

/** The Python of an environment that has what the file names; it is made once, and again where the file changed. */
function virtualEnvironment(name, requirements) {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'pedigraph');
  const environment = path.join(cache, `${name}-${digest}`);
  const found = path.join(environment, 'bin', 'python');
  if (existsSync(path.join(environment, 'complete'))) return found;
  const system = process.env.PYTHON ?? 'python3';
  if (spawnSync(system, ['-c', 'import sys, ensurepip; assert sys.version_info >= (3, 10)']).status !== 0)
    giveUp(
      `${system} is not a Python of 3.10 or newer with its venv module (Debian: python3-venv). PYTHON names another.`,
    );
  console.error(`Installing ${name} into a virtual environment (once; some minutes) …`);
  mkdirSync(cache, { recursive: true });
  rmSync(environment, { recursive: true, force: true });
  const steps = [
    [system, ['-m', 'venv', environment]],
    [found, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
  ];
  for (const [command, parameters] of steps)
    if (spawnSync(command, parameters, { stdio: 'inherit' }).status !== 0)
      giveUp(`${name} could not be installed: see above, and check the connection to PyPI.`);
  mkdirSync(path.join(environment, 'complete.new'));
  renameSync(path.join(environment, 'complete.new'), path.join(environment, 'complete'));
  return found;
}

function giveUp(why) {
  console.error(`THE TESTS WITH MLFLOW'S CLIENT DID NOT RUN: ${why}`);
  process.exit(2);
}

/** The product on an empty store of its own, with a token of each role. */
async function startProduct(distributed) {
  prepare();
  const port = await freePort();
  const token = () => randomBytes(24).toString('base64url');
  const tokens = { admin: token(), VIEWER: token(), CONTRIBUTOR: token(), MAINTAINER: token() };
  const roles = Object.entries(tokens).map(([name, value]) =>
    name === 'admin' ? `admin=${value}` : `${name.toLowerCase()}:${name}=${value}`,
  );
  const parameters = [distributed ? 'distributed' : 'start', '--empty', '--data', folder, '--port', String(port)];
  const server = await start(process.execPath, [path.join(root, 'bin', 'pedigraph.mjs'), ...parameters], {
    ready: `http://127.0.0.1:${port}/health/ready`,
    environment: { PEDIGRAPH_TOKENS: roles.join(','), ...bucket?.environment },
  });
  return {
    stop: server.stop,
    environment: {
      MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}/mlflow`,
      MLFLOW_TRACKING_TOKEN: tokens.admin,
      PEDIGRAPH_URL: `http://127.0.0.1:${port}/graphql`,
      TOKEN_OF_VIEWER: tokens.VIEWER,
      TOKEN_OF_CONTRIBUTOR: tokens.CONTRIBUTOR,
      TOKEN_OF_MAINTAINER: tokens.MAINTAINER,
    },
  };
}

/** A server of S3's protocol with an empty bucket, and the environment by which it is found. */
async function startBucket() {
  const moto = path.join(
    path.dirname(virtualEnvironment('moto', path.join(tests, 'requirements-s3.txt'))),
    'moto_server',
  );
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = await start(moto, ['-p', new URL(url).port], { ready: `${url}/moto-api/`, environment: {} });
  await fetch(`${url}/artifacts`, { method: 'PUT' });
  const environment = {
    PEDIGRAPH_ARTIFACTS: 's3://artifacts/some/prefix',
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { stop: server.stop, environment };
}

/** MLflow's own server on SQLite. */
async function startMlflow() {
  const port = await freePort();
  const store = [
    '--backend-store-uri',
    `sqlite:///${folder}/mlflow.db`,
    '--artifacts-destination',
    `${folder}/artifacts`,
  ];
  const server = await start(
    python,
    ['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...store],
    { ready: `http://127.0.0.1:${port}/health`, environment: {} },
  );
  return { stop: server.stop, environment: { MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}` } };
}

/** Starts a command in a group of its own and waits until it is ready. */
async function start(command, parameters, { ready, environment }) {
  let output = '';
  const child = spawn(command, parameters, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      output = (output + bytes).slice(-20_000);
    });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  process.once('SIGINT', () => void stop());
  for (let turn = 0; turn < 600 && child.exitCode === null; turn++) {
    const answer = await fetch(ready).catch(() => undefined);
    if (answer?.ok) return { stop };
    await pause(200);
  }
  console.error(output);
  await stop();
  giveUp('the server did not become ready; its output is above.');
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
