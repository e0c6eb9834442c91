// npm run test:join [-- --distributed]: the subgraph in Python of examples/your-own-subgraph joins the product, dies and
// comes back. What it starts ends with it; the virtual environment stays in the user's cache.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NotReady, startProduct } from './mlflow-servers.mjs';
import { prepare } from './prepare.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

const example = path.join(import.meta.dirname, '..', 'examples', 'your-own-subgraph', 'python');
const distributed = process.argv.includes('--distributed');
const COST = '{ dearestModelVersion { ref trainingCost } }';

const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-own-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
chmodSync(folder, 0o755);
let server;
let cost;
try {
  const python = pythonEnvironment('own-subgraph', path.join(example, 'requirements.txt'));
  prepare();
  const port = await freePort();
  const environment = {
    PEDIGRAPH_JOIN_SUBGRAPHS: `cost=http://127.0.0.1:${port}/graphql`,
    PEDIGRAPH_JOIN_POLL_MS: '200',
  };
  server = await startProduct(folder, { distributed, environment });
  await becomes(({ errors }) => errors?.[0].extensions.code === 'GRAPHQL_VALIDATION_FAILED', 'it is not there yet');
  cost = startCost(python, port);
  // The store is empty: the version is not known, and no answer is an error.
  await becomes(({ data, errors }) => data?.dearestModelVersion !== undefined && errors === undefined, 'it has joined');
  await stop(cost);
  await becomes(({ errors }) => errors?.[0].extensions.code === 'UNAVAILABLE', 'it is away');
  cost = startCost(python, port);
  await becomes(({ errors }) => errors === undefined, 'it is back');
} catch (error) {
  if (!(error instanceof NoEnvironment || error instanceof NotReady)) throw error;
  if (error.output) console.error(error.output);
  console.error(`THE SUBGRAPH IN PYTHON WAS NOT TESTED: ${error.message}`);
  process.exitCode = 2;
} finally {
  if (cost !== undefined) await stop(cost);
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function startCost(python, port) {
  return spawn(python, ['cost.py', String(port)], { cwd: example, stdio: 'inherit' });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Asks until the answer is the one that is waited for. */
async function becomes(isSo, sentence) {
  let answer;
  for (let turn = 0; turn < 3_000; turn++) {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.tokens.admin}` },
      body: JSON.stringify({ query: COST }),
    });
    answer = await response.json();
    if (isSo(answer)) return console.log(`ok - ${sentence}`);
    await pause(40);
  }
  assert.fail(`${sentence}: ${JSON.stringify(answer)}`);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
