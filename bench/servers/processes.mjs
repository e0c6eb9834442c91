import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 60_000;
const STOP_PATIENCE = 15_000;
const LOG = path.join(import.meta.dirname, '..', 'out', 'servers.log');
/** What our own server sets, for every server alike: it helps others too. */
const V8_FLAGS = ['--max-semi-space-size=32', '--no-allocation-site-pretenuring'];
const running = new Set();

/** Starts `node …args`, its output going to a file; it ends with `stop`, with `stopAll`, or when this process is gone. */
export function startNode(args, { env = {} } = {}) {
  const log = openSync(LOG, 'a');
  const child = spawn(process.execPath, [...V8_FLAGS, ...args], {
    env: { ...process.env, NODE_ENV: 'production', PEDIGRAPH_LOG_LEVEL: 'warn', ...env },
    // A group of its own: Ctrl-C reaches the bench alone, which ends what it started in order.
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends a process in order, and by force where that takes too long. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
  await ended;
  clearTimeout(impatient);
}

/** Ends every process that was started here. */
export async function stopAll() {
  await Promise.all([...running].map(stop));
}

/** Resolves when the server, asked every so many milliseconds, answers the request as it should; fails when its process has ended or it takes too long. */
export async function whenAnswers(child, url, init, isReady, every = 50) {
  const server = child.spawnargs.slice(1).join(' ');
  let last = 'nothing';
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(every)) {
    if (child.exitCode !== null) throw new Error(`${server} ended: see ${LOG}`);
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
      last = await response.text();
      if (isReady(response, last)) return;
    } catch (error) {
      last = error.cause?.message ?? error.message;
    }
  }
  throw new Error(`${server} does not answer as it should, but ${last.slice(0, 1_000)}: see ${LOG}`);
}
