// The product as `npm start` runs it, on a store of its own, with its health and its memory watched.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');

/** V8's flags as `npm start` has them. */
const { start } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).scripts;
const FLAGS = start.split(' ').filter((word) => word.startsWith('--'));

/** Starts the product with its example, for callers with tokens of their own; resolves once it answers. */
export async function startSoakServer(tokens, settings = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-soak-load-'));
  // PostgreSQL refuses root and runs as another user, who has to reach its data.
  await chmod(folder, 0o755);
  const { DATABASE_URL: _, ...inherited } = process.env;
  const listed = Object.entries(tokens).map(([name, token]) => `${name}=${token}`);
  const env = { ...inherited, PEDIGRAPH_TOKENS: listed.join(','), PEDIGRAPH_LOG_LEVEL: 'error', ...settings };
  const words = [...FLAGS, 'bin/pedigraph.mjs', 'start', '--port', '0', '--data', path.join(folder, 'store')];
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      if (said.length < 10_000) said += chunk;
    });
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(30_000)]);
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  while (!said.includes('Ctrl-C')) {
    if (child.exitCode !== null) {
      await stop();
      throw new Error(`The server ended with ${child.exitCode}:\n${said}`);
    }
    await pause(100);
  }
  return { url: /http:\/\/[\w.]+:\d+/.exec(said)?.[0], pid: child.pid, stop };
}

/** Asks for health four times a second, and looks at the memory, in MB, until it is stopped. */
export function watchServer({ url, pid }) {
  const memory = [];
  const health = { slowest: 0, failed: 0 };
  let isWatching = true;
  void (async () => {
    while (isWatching) {
      const began = performance.now();
      const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
      if (!isWatching) return;
      if (answer?.status !== 200) health.failed += 1;
      health.slowest = Math.max(health.slowest, performance.now() - began);
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
      if (kilobytes !== undefined) memory.push(Number(kilobytes) / 1_024);
      await pause(250);
    }
  })();
  return {
    memory,
    health,
    stop() {
      isWatching = false;
    },
  };
}
