import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../dist/src/platform/embedded-postgres/start-embedded-postgres.js';
import { freePort } from '../../dist/src/process/distributed/free-port.js';
import { startNode, stop, whenAnswers } from '../servers/processes.mjs';
import { throwawayFolder } from '../throwaway-store.mjs';
import { median } from '../timing.mjs';

const ROUNDS = 3;
const ROOT = path.join(import.meta.dirname, '..', '..');

/**
 * Milliseconds from the command that `npm start` runs until it is ready, on a store that is there; and the least that any
 * program needs which starts Node, loads `pg`, and starts the same PostgreSQL on the same store. Before either, npm
 * takes its own time: what `npm start` takes where it has nothing to do. What is left to end or to remove is added to
 * `closers`.
 */
export async function measureStartUp(closers) {
  const { folder, remove } = throwawayFolder();
  closers.push(remove);
  // Makes the store, with its example.
  await startOurs(folder, hasExample);
  const ours = [];
  const floor = [];
  const npm = [];
  const nothing = await writeNothing(folder);
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await startOurs(folder));
    floor.push(await startFloor(folder, closers));
    npm.push(await startNothing(nothing));
  }
  return { ready: median(ours), floor: median(floor), npm: median(npm) };
}

async function startOurs(folder, then = async () => {}) {
  const port = await freePort();
  const began = performance.now();
  const child = startNode([path.join(ROOT, 'bin', 'pedigraph.mjs'), 'start', '--port', String(port), '--data', folder]);
  try {
    await whenAnswers(child, `http://127.0.0.1:${port}/health/ready`, {}, ({ ok }) => ok, 5);
    const took = performance.now() - began;
    await then(child, port);
    return took;
  } finally {
    await stop(child);
  }
}

/** It is loaded once the server is ready; cut short, the next start would go on with it. */
async function hasExample(child, port) {
  const query = '{ modelVersion(ref: "demo/churn@production") { deployments { nodes { target } } } }';
  const body = JSON.stringify({ query });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  await whenAnswers(child, `http://127.0.0.1:${port}/graphql`, request, (_, text) => text.includes('demo-eu'));
}

async function startFloor(folder, closers) {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', "require('pg')"], { cwd: ROOT, stdio: 'ignore' });
  await once(child, 'exit');
  const starting = startEmbeddedPostgres({ folder });
  closers.push(async () => (await starting.catch(() => undefined))?.stop());
  const server = await starting;
  const took = performance.now() - began;
  await server.stop();
  return took;
}

/** A package beside the store whose `npm start` does nothing. */
async function writeNothing(folder) {
  const nothing = path.join(folder, 'nothing');
  await mkdir(nothing);
  await writeFile(path.join(nothing, 'package.json'), JSON.stringify({ private: true, scripts: { start: 'exit 0' } }));
  return nothing;
}

async function startNothing(cwd) {
  const began = performance.now();
  await once(spawn('npm', ['start'], { cwd, stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}
