import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { fingerprint } from '../load/compare-answers.mjs';
import { runLoad, WrongAnswer } from '../load/run-load.mjs';
import { costOf, costPerAnswer } from '../servers/process-cost.mjs';
import { startVariant } from '../servers/variants.mjs';
import { equalTable, onConnections } from './raw-tables.mjs';

const CONNECTIONS = 4;
/** Points of one call, and of one COPY. */
const BATCH = 1_000;

const LOG = `mutation Log($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;
const ACCEPTED = fingerprint(`{"data":{"logMetrics":{"accepted":${BATCH}}}}`);
const POINTS = Array.from({ length: BATCH }, (_, n) => ({
  key: `metric_${n % 10}`,
  value: Math.sin(n),
  step: Math.floor(n / 10),
  timestamp: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
}));

/** Points a second through `logMetrics`, and by COPY into an equal table; a batch is a transaction in both. */
export async function measureMetricPoints({ store, client, work, openRuns, model, warmUp, seconds, nodeArgs }) {
  const { url, pids, close } = await startVariant('warm', { databaseUrl: store.servingUrl, work, model, nodeArgs });
  const before = await countOf(client);
  let seen;
  try {
    const job = {
      url,
      requests: openRuns.map((value) => ({ key: 'accepted', value })),
      template: JSON.stringify({ query: LOG, variables: { run: '@value@', metrics: POINTS } }),
      once: true,
      expected: { accepted: ACCEPTED },
      connections: CONNECTIONS,
      warmUp,
      seconds,
    };
    seen = await runLoad(job, () => costOf(pids, store));
  } finally {
    await close();
  }
  const written = (await countOf(client)) - before;
  if (written !== seen.asked * BATCH) throw new WrongAnswer(`${seen.asked * BATCH} points sent, ${written} stored`);
  const copied = await measureCopy(client, store, openRuns.slice(0, seen.asked));
  return { perSecond: seen.perSecond * BATCH, median: seen.median, p99: seen.p99, ...costPerAnswer(seen), copied };
}

async function measureCopy(client, store, runs) {
  const table = await equalTable(client, 'experiments.metric_point');
  const text = POINTS.map(({ key, value, step, timestamp }) => `@run@\t${key}\t${step}\t${timestamp}\t${value}\n`).join(
    '',
  );
  const target = { url: store.url, connections: CONNECTIONS };
  const batches = await onConnections(target, runs, async (one, run) => {
    const stream = one.query(copyFrom(`COPY ${table} (run_id, key, step, timestamp, value) FROM STDIN`));
    await pipeline(Readable.from([text.replaceAll('@run@', run)]), stream);
  });
  return { perSecond: batches * BATCH };
}

async function countOf(client) {
  const { rows } = await client.query('SELECT count(*)::int AS count FROM experiments.metric_point');
  return rows[0].count;
}
