// Servers that MLflow's client can be pointed at: the product, MLflow's own, and a bucket for the files of either.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pythonEnvironment } from './python-environment.mjs';

const root = path.dirname(import.meta.dirname);

/** A file of test/mlflow/, where what Python needs is written. */
export const requirementsOf = (name) => path.join(root, 'test', 'mlflow', name);

/** A server did not become ready; `output` is what it said. */
export class NotReady extends Error {
  constructor(command, output) {
    super(`${command} did not become ready.`);
    this.output = output;
  }
}

/**
 * The product on a store below `folder`, with a token of each role.
 * @param options.port @default a free one
 * @param options.tokens those of a server before, where the store is that one's; none, where there are to be none
 * @param options.main the file that is run @default that of this checkout
 * @param options.example whether the store begins with the example @default false
 */
export async function startProduct(
  folder,
  { distributed = false, example = false, environment = {}, ...options } = {},
) {
  const { port = await freePort(), tokens = newTokens(), main = path.join(root, 'bin', 'pedigraph.mjs') } = options;
  const roles = Object.entries(tokens).map(([name, value]) =>
    name === 'admin' ? `admin=${value}` : `${name.toLowerCase()}:${name}=${value}`,
  );
  const command = [distributed ? 'distributed' : 'start', ...(example ? [] : ['--empty'])];
  const parameters = [...command, '--data', folder, '--port', String(port)];
  const server = await startServer(process.execPath, [main, ...parameters], {
    cwd: folder,
    ready: `http://127.0.0.1:${port}/health/ready`,
    environment: { ...(roles.length > 0 && { PEDIGRAPH_TOKENS: roles.join(',') }), ...environment },
  });
  return { ...server, tokens, uri: `http://127.0.0.1:${port}/mlflow`, url: `http://127.0.0.1:${port}/graphql` };
}

/** MLflow's own server on SQLite below `folder`. @param options.workers @default as many as it starts by itself */
export async function startMlflow(folder, python, { workers, environment = {} } = {}) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const parameters = ['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port)];
  const store = ['--backend-store-uri', `sqlite:///${folder}/mlflow.db`, '--artifacts-destination', `${folder}/files`];
  const some = workers === undefined ? [] : ['--workers', String(workers)];
  const ready = `http://127.0.0.1:${port}/health`;
  const server = await startServer(python, [...parameters, ...store, ...some], { cwd: folder, ready, environment });
  return { ...server, uri: `http://127.0.0.1:${port}` };
}

/** A server of S3's protocol with an empty bucket, and the environment by which it is found. */
export async function startBucket(folder) {
  const moto = path.join(path.dirname(pythonEnvironment('moto', requirementsOf('requirements-s3.txt'))), 'moto_server');
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = await startServer(moto, ['-p', new URL(url).port], {
    cwd: folder,
    ready: `${url}/moto-api/`,
    environment: {},
  });
  await fetch(`${url}/artifacts`, { method: 'PUT' });
  const environment = {
    PEDIGRAPH_ARTIFACTS: 's3://artifacts/some/prefix',
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { ...server, url, environment };
}

function newTokens() {
  const token = () => randomBytes(24).toString('base64url');
  return { admin: token(), VIEWER: token(), CONTRIBUTOR: token(), MAINTAINER: token() };
}

/** Starts a command in a group of its own and waits until it is ready. */
export async function startServer(command, parameters, { cwd, ready, environment }) {
  let output = '';
  const began = performance.now();
  const child = spawn(command, parameters, {
    cwd,
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
  for (let turn = 0; turn < 30_000 && child.exitCode === null && child.signalCode === null; turn++) {
    const answer = await fetch(ready).catch(() => undefined);
    if (answer?.ok) return { pid: child.pid, tookMs: performance.now() - began, stop, output: () => output };
    await pause(20);
  }
  await stop();
  throw new NotReady([command, ...parameters].join(' '), output);
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
