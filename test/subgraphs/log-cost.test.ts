import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let world: TestSubgraph;
let session: pg.Client;

beforeAll(async () => {
  world = await openTestSubgraph(experiments);
  session = new pg.Client({ connectionString: world.databaseUrl, options: '-c search_path=experiments' });
  await session.connect();
});
afterAll(async () => {
  await session.end();
  await world[Symbol.asyncDispose]();
});

async function startRun(): Promise<string> {
  const { data } = await world.ask<{ startRun: { run: { id: string } } }>(
    'mutation { startRun(input: { experiment: "acme/cost", name: "run" }) { run { id } } }',
  );
  return data.startRun.run.id;
}

const LOG =
  'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }';
const points = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ key: 'loss', value: index, step: from + index }));

test('a thousand points are as many statements as one: one that adds them, and one row in the ledger', async () => {
  const run = await startRun();
  await world.ask(LOG, { run, metrics: points(1, 5_000) });
  world.statements();
  await world.ask(LOG, { run, metrics: points(1) });
  const one = world.statements();
  await world.ask(LOG, { run, metrics: points(1_000, 1) });
  expect(world.statements()).toEqual(one);
  expect(one).toHaveLength(6);
  expect(one.filter((sql) => sql.includes('metric_point'))).toHaveLength(1);
  // Whether the run is open is read once it is held: before that it may end.
  expect(one[1]).toContain('pg_advisory_xact_lock_shared');
  expect(one[2]).toContain('"run_end"');
});

const INSERTS = {
  metric_point: `INSERT INTO metric_point (run_id, key, step, timestamp, value)
                 SELECT $1::uuid, 'raw', step, now(), 0 FROM generate_series(1, 3) AS step`,
  run_parameter: `INSERT INTO run_parameter (run_id, key, value) SELECT $1::uuid, 'raw', '1'`,
};

test.each(Object.entries(INSERTS))(
  'the database itself takes rows of %s only of a run that is there and open, however the session is set',
  async (_table, insert) => {
    const [open, ended] = [await startRun(), await startRun()];
    await world.ask('mutation ($run: ID!) { finishRun(input: { run: $run, status: FAILED }) { run { id } } }', {
      run: ended,
    });
    for (const role of ['origin', 'replica']) {
      await session.query(`SET session_replication_role = ${role}`);
      const unknown = '00000000-0000-4000-8000-000000000000';
      await expect(session.query(insert, [unknown])).rejects.toMatchObject({ code: '23503' });
      await expect(session.query(insert, [ended])).rejects.toMatchObject({ code: 'SEALD' });
    }
    expect((await session.query(insert, [open])).rowCount).toBeGreaterThan(0);
  },
);
