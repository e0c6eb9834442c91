// What a server does at twice what it can carry: nine reads and a write, a greedy caller beside a polite one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLoad } from './open-load.mjs';

const [GREEDY, POLITE] = ['greedy-caller-of-the-soak', 'polite-caller-of-the-soak'];
const root = path.resolve(import.meta.dirname, '../..');

/**
 * Measures capacity, then half of it, then twice of it, each for a part of so many seconds, and prints what came.
 * Resolves to the promises that were broken; those that rest on time are judged where `judgesTimes`.
 */
export async function soakMixedLoad({ seconds, judgesTimes }) {
  const data = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-soak-load-'));
  // PostgreSQL refuses root and runs as another user, who has to reach its data.
  await chmod(data, 0o755);
  const server = await start(path.join(data, 'store'));
  const memory = [];
  const health = { slowest: 0, failed: 0 };
  const stopWatching = watch(server, memory, health);
  const load = createLoad(server.url);
  try {
    const capacity = await load.closed({ token: GREEDY, connections: 32, seconds: seconds / 6 });
    const half = await load.open({ seconds: seconds / 6, callers: [{ token: GREEDY, perSecond: capacity / 2 }] });
    await pause(1_000);
    memory.length = 0;
    const polite = { token: POLITE, perSecond: Math.max(2, capacity / 20) };
    const twice = await load.open({
      seconds: (seconds * 2) / 3,
      callers: [{ token: GREEDY, perSecond: capacity * 2 }, polite],
    });
    const after = await load.once(POLITE);
    stopWatching();
    const rss = flatness(memory);
    const [greedy, kept] = twice.byCaller;
    const share = kept.accepted / Math.max(1, kept.sent);
    console.log(
      [
        `carries ${Math.round(capacity)} operations a second`,
        `at half of it: ${half.accepted} answered, ${half.refused} refused, p99 ${Math.round(half.p99)} ms`,
        `at twice of it: ${twice.accepted} answered, ${twice.refused} refused, p99 ${Math.round(twice.p99)} ms, ${(twice.p99 / half.p99).toFixed(1)} times that of half`,
        `statuses ${JSON.stringify(twice.statuses)}, unexpected ${JSON.stringify(twice.unexpected)}`,
        `polite: ${kept.accepted} of ${kept.sent} answered (${Math.round(share * 100)} %), greedy: ${greedy.accepted} of ${greedy.sent}`,
        `health: slowest ${Math.round(health.slowest)} ms, ${health.failed} failed`,
        `memory: ${rss.first} MB in the first quarter, ${rss.last} MB in the last`,
      ].join('\n'),
    );
    return [
      [half.unexpected.length + twice.unexpected.length === 0, 'what is refused is 429 or 503 with Retry-After'],
      [health.failed === 0, 'health is always answered'],
      [after === 200, 'the next request is answered'],
      [!judgesTimes || twice.refused > 0, 'twice what it carries is refused in part'],
      [!judgesTimes || health.slowest <= 1_000, 'health answers within a second'],
      [
        !judgesTimes || twice.p99 <= 3 * half.p99,
        'p99 of what is accepted stays within three times that of half the load',
      ],
      [!judgesTimes || share >= 0.9, 'a polite caller beside a greedy one keeps its share'],
      [!judgesTimes || rss.last <= rss.first * 1.2 + 20, 'memory stays flat'],
    ].flatMap(([isKept, promise]) => (isKept ? [] : [promise]));
  } finally {
    stopWatching();
    await load.close();
    server.child.kill('SIGTERM');
    await Promise.race([once(server.child, 'close'), pause(30_000)]);
    server.child.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
  }
}

/** Starts the product as `npm start` does, with its example. */
async function start(data) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, PEDIGRAPH_TOKENS: `greedy=${GREEDY},polite=${POLITE}`, PEDIGRAPH_LOG_LEVEL: 'error' };
  const words = ['bin/pedigraph.mjs', 'start', '--port', '0', '--data', data];
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      if (said.length < 10_000) said += chunk;
    });
  }
  while (!said.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${said}`);
    await pause(100);
  }
  const url = /http:\/\/[\w.]+:\d+/.exec(said)?.[0];
  return { child, url };
}

/** Asks for health four times a second, and looks at the memory. */
function watch({ child, url }, memory, health) {
  let isWatching = true;
  void (async () => {
    while (isWatching) {
      const began = performance.now();
      const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
      if (!isWatching) return;
      if (answer?.status !== 200) health.failed += 1;
      health.slowest = Math.max(health.slowest, performance.now() - began);
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
      if (kilobytes !== undefined) memory.push(Number(kilobytes) / 1_024);
      await pause(250);
    }
  })();
  return () => {
    isWatching = false;
  };
}

/** The means of the first and of the last quarter, in MB. */
function flatness(memory) {
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const mean = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  return { first: mean(memory.slice(0, quarter)), last: mean(memory.slice(-quarter)) };
}
