// What a server does at twice what it can carry: nine reads and a write, a greedy caller beside a polite one.
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { createLoad, createTally } from './open-load.mjs';
import { PREPARATIONS } from './operations.mjs';
import { startSoakServer, watchServer } from './soak-server.mjs';

const [GREEDY, POLITE] = ['greedy-caller-of-the-soak', 'polite-caller-of-the-soak'];
/**
 * Half of the load and twice of it come by turns, and what is judged by time is the median of all rounds: what else the
 * machine does meanwhile is in few of them.
 */
const ROUNDS = 5;

/**
 * Measures capacity once the server is warm, then sends half of it and twice of it by turns, and prints what came.
 * Resolves to the promises that were broken; those that rest on time are judged where `judgesTimes`.
 */
export async function soakMixedLoad({ seconds, judgesTimes }) {
  const server = await startSoakServer({ greedy: GREEDY, polite: POLITE });
  const load = createLoad(server.url);
  const watched = watchServer(server);
  try {
    for (const body of PREPARATIONS) {
      const { isAnswered, text } = await load.post(GREEDY, body);
      if (!isAnswered) throw new Error(`Expected a model, got ${text}`);
    }
    await load.closed({ token: GREEDY, connections: 16, seconds: seconds / 15 });
    const [half, twice] = [createTally(1), createTally(2)];
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const capacity = await load.closed({ token: GREEDY, connections: 16, seconds: seconds / 15 / ROUNDS });
      const [halfOfRound, twiceOfRound] = [createTally(1), createTally(2)];
      const calm = [{ token: GREEDY, perSecond: capacity / 2 }];
      await load.open({ seconds: seconds / 5 / ROUNDS, callers: calm, seen: both(half, halfOfRound) });
      const polite = { token: POLITE, perSecond: Math.max(2, capacity / 20) };
      const greedy = { token: GREEDY, perSecond: capacity * 2 };
      if (round === 0) watched.memory.length = 0;
      await load.open({
        seconds: (seconds * 2) / 3 / ROUNDS,
        callers: [greedy, polite],
        seen: both(twice, twiceOfRound),
      });
      rounds.push({ capacity, half: halfOfRound, twice: twiceOfRound });
      await pause(1_000);
    }
    const after = await load.once(POLITE);
    watched.stop();
    const seen = { rounds, half, twice, after, health: watched.health, rss: flatness(watched.memory) };
    print(seen);
    return broken(seen, judgesTimes);
  } finally {
    watched.stop();
    await load.close();
    await server.stop();
  }
}

/** Notes in two tallies. */
function both(...tallies) {
  return {
    note(...noted) {
      for (const tally of tallies) tally.note(...noted);
    },
  };
}

function print({ rounds, half, twice, health, rss }) {
  const [greedy, polite] = twice.byCaller;
  const timesOf = (tally) =>
    [0.5, 0.99].map((part) => `p${part * 100} ${Math.round(tally.quantile(part))} ms`).join(', ');
  console.log(
    [
      `carries ${rounds.map(({ capacity }) => Math.round(capacity)).join(', ')} operations a second; load of the machine ${os.loadavg()[0].toFixed(1)} on ${os.availableParallelism()} processors`,
      `at half of it: ${half.accepted()} answered, ${half.refused()} refused, ${timesOf(half)}`,
      `at twice of it: ${twice.accepted()} answered, ${twice.refused()} refused, ${timesOf(twice)}`,
      `p99 at twice is ${rounds.map((round) => ratioOf(round).toFixed(1)).join(', ')} times that at half, in the median ${medianOf(rounds, ratioOf).toFixed(1)}`,
      `statuses ${JSON.stringify(twice.statuses)}, unexpected ${JSON.stringify([...half.unexpected, ...twice.unexpected])}`,
      `polite: ${polite.accepted} of ${polite.sent} answered (in the median of the rounds ${Math.round(medianOf(rounds, politeShareOf) * 100)} %), greedy: ${greedy.accepted} of ${greedy.sent}`,
      `health: slowest ${Math.round(health.slowest)} ms, ${health.failed} failed`,
      `memory: ${rss.first} MB in the first quarter, ${rss.last} MB in the last`,
    ].join('\n'),
  );
}

function broken({ rounds, half, twice, after, health, rss }, judgesTimes) {
  const [greedy, polite] = twice.byCaller;
  const promises = [
    [half.unexpected.length + twice.unexpected.length === 0, 'what is refused is 429 or 503 with Retry-After'],
    [health.failed === 0, 'health is always answered'],
    [after === 200, 'the next request is answered'],
    [shareOf(polite) >= shareOf(greedy), 'a polite caller is refused no more than a greedy one'],
    [rss.last <= rss.first * 1.5 + 100, 'memory does not grow without an end'],
  ];
  const timed = [
    [twice.refused() > 0, 'twice what it carries is refused in part'],
    [health.slowest <= 1_000, 'health answers within a second'],
    [medianOf(rounds, ratioOf) <= 3, 'p99 of what is accepted stays within three times that of half the load'],
    [medianOf(rounds, politeShareOf) >= 0.9, 'a polite caller beside a greedy one keeps its share'],
    [rss.last <= rss.first * 1.2 + 20, 'memory stays flat'],
  ];
  return [...promises, ...(judgesTimes ? timed : [])].flatMap(([isKept, promise]) => (isKept ? [] : [promise]));
}

function ratioOf({ half, twice }) {
  return twice.quantile(0.99) / half.quantile(0.99);
}

function politeShareOf({ twice }) {
  return shareOf(twice.byCaller[1]);
}

function medianOf(rounds, of) {
  return rounds.map(of).sort((a, b) => a - b)[Math.floor(rounds.length / 2)];
}

function shareOf({ accepted, sent }) {
  return accepted / Math.max(1, sent);
}

/** The means of the first and of the last quarter, in MB. */
function flatness(memory) {
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const mean = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  return { first: mean(memory.slice(0, quarter)), last: mean(memory.slice(-quarter)) };
}
