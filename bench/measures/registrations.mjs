import { setTimeout as pause } from 'node:timers/promises';
import { fingerprint } from '../load/compare-answers.mjs';
import { runLoad, WrongAnswer } from '../load/run-load.mjs';
import { costOf, costPerAnswer } from '../servers/process-cost.mjs';
import { startVariant } from '../servers/variants.mjs';
import { insertRegistrations } from './raw-registrations.mjs';

const CONNECTIONS = 16;
/** More than any machine registers in the time it has. */
const PREPARED = 20_000;
/** Milliseconds for the catalog to come after the load. */
const PATIENCE = 30_000;

const REGISTER = `mutation Register($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created }
}`;
const CREATED = fingerprint('{"data":{"registerModelVersion":{"created":true}}}');

/**
 * Registrations a second through the API, each with two datasets, an environment, a run, and two artifacts; and the very
 * rows they wrote once more as raw INSERTs, on as many connections.
 */
export async function measureRegistrations({ store, client, work, pins, warmUp, seconds, nodeArgs }) {
  const { url, pids, close } = await startVariant('warm', {
    databaseUrl: store.servingUrl,
    work,
    model: pins[0].model,
    nodeArgs,
  });
  const before = await countOf(client);
  let seen;
  let projected;
  try {
    const requests = Array.from({ length: PREPARED }, (_, n) => ({ key: 'created', value: inputOf(pins, n) }));
    const job = {
      url,
      requests,
      template: JSON.stringify({ query: REGISTER, variables: { input: '@value@' } }).replace('"@value@"', '@value@'),
      once: true,
      expected: { created: CREATED },
      connections: CONNECTIONS,
      warmUp,
      seconds,
    };
    seen = await runLoad(job, () => costOf(pids, store));
    projected = (await projectedOf(client, seen.asked)) / seen.asked;
  } finally {
    await close();
  }
  const written = (await countOf(client)) - before;
  if (written !== seen.asked) throw new WrongAnswer(`${seen.asked} registrations left ${written} versions`);
  return {
    perSecond: seen.perSecond,
    median: seen.median,
    p99: seen.p99,
    ...costPerAnswer(seen),
    projected,
    raw: await insertRegistrations(client, { url: store.url, connections: CONNECTIONS, written }),
  };
}

async function countOf(client, table = 'models.model_version') {
  const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0].count;
}

/** How many of the registrations the catalog knew when the load ended; resolves when it knows them all. */
async function projectedOf(client, registered) {
  const atOnce = await countOf(client, 'catalog.registry_version');
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(50)) {
    if ((await countOf(client, 'catalog.registry_version')) === registered) return atOnce;
  }
  throw new WrongAnswer(`The catalog does not know all of the ${registered} registrations after ${PATIENCE} ms`);
}

/** The n-th registration: a model's next version, of another configuration than any before. */
function inputOf(pins, n) {
  const digest = (salt) => `sha256:${(salt * 1e9 + n).toString(16).padStart(64, '0')}`;
  return JSON.stringify({
    ...pins[n % pins.length],
    architecture: 'gradient-boosted-trees',
    code: { repository: 'https://git.example.org/bench.git', commit: n.toString(16).padStart(40, '0') },
    config: { objective: 'binary', registration: n },
    artifacts: ['model.onnx', 'card.md'].map((path, salt) => ({
      path,
      uri: `s3://bench/registered/${n}/${path}`,
      digest: digest(salt + 1),
      sizeBytes: 1_000_000 + n,
    })),
  });
}
