import { fingerprint } from '../load/compare-answers.mjs';
import { runLoad, WrongAnswer } from '../load/run-load.mjs';
import { costOf, costPerAnswer } from '../servers/process-cost.mjs';
import { startVariant } from '../servers/variants.mjs';
import { equalTable, insertOf, onConnections } from './raw-tables.mjs';

const CONNECTIONS = 16;
/** More than any machine registers in the time it has. */
const PREPARED = 20_000;

const REGISTER = `mutation Register($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created }
}`;
const CREATED = fingerprint('{"data":{"registerModelVersion":{"created":true}}}');

/**
 * Registrations a second through the API, each with two datasets, an environment, a run, and two artifacts; and the very
 * rows they wrote once more as raw INSERTs into equal tables, a transaction each, on as many connections.
 */
export async function measureRegistrations({ store, client, work, pins, warmUp, seconds, nodeArgs }) {
  const { url, pids, close } = await startVariant('warm', {
    databaseUrl: store.url,
    work,
    model: pins[0].model,
    nodeArgs,
  });
  const before = await countOf(client);
  let seen;
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
    raw: await measureRaw(client, store, written),
  };
}

async function measureRaw(client, store, written) {
  const versionTable = await equalTable(client, 'models.model_version');
  const ledgerTable = await equalTable(client, 'models.ledger_event');
  // The ledger began empty: its events are the registrations, in their order.
  const versions = await insertOf(
    client,
    'models.model_version',
    '(SELECT v.* FROM models.model_version v JOIN models.ledger_event e ON e.subject = v.ref ORDER BY e.position) rows',
  );
  const events = await insertOf(
    client,
    'models.ledger_event',
    '(SELECT * FROM models.ledger_event ORDER BY position) rows',
  );
  if (versions.rows.length !== written || events.rows.length !== written) {
    throw new WrongAnswer(`${written} registrations left ${events.rows.length} ledger events`);
  }
  const into = ({ statement: { text } }, from, table) => ({ name: table, text: text.replace(from, table) });
  const insertVersion = into(versions, 'models.model_version', versionTable);
  const insertEvent = into(events, 'models.ledger_event', ledgerTable);
  const target = { url: store.url, connections: CONNECTIONS };
  const perSecond = await onConnections(target, [...versions.rows.keys()], async (one, index) => {
    await one.query('BEGIN');
    await one.query({ ...insertVersion, values: versions.rows[index] });
    await one.query({ ...insertEvent, values: events.rows[index] });
    await one.query('COMMIT');
  });
  return { perSecond };
}

async function countOf(client) {
  const { rows } = await client.query('SELECT count(*)::int AS count FROM models.model_version');
  return rows[0].count;
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
