import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { experiments } from '#subgraphs/experiments/index.js';
import { RunFilter } from '#subgraphs/experiments/run-search/run-filter.inputs.js';
import { searchRuns } from '#subgraphs/experiments/run-search/search-runs.js';
import { asOwner } from '../support/as-owner.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

/** Runs of one experiment, each with a metric. */
const RUNS = 20_000;
const PAGE = 100;

let world: TestSubgraph;
let experiment: string;
beforeAll(async () => {
  world = await openTestSubgraph(experiments);
  experiment = await seedRuns(world.subgraph.database.manager);
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

/** A run through the API, and its like many times over, written as the product writes them. */
async function seedRuns(manager: EntityManager): Promise<string> {
  const { data } = await world.ask<{ registerRun: { run: { id: string; experiment: { id: string } } } }>(
    `mutation { registerRun(input: { experiment: "acme/many", name: "one", parameters: { a: 1 }, tags: { a: "b" }, startedAt: "2020-01-01T00:00:00Z",
       metrics: [{ key: "auc", value: 0.5 }] }) { run { id experiment { id } } } }`,
  );
  const { id, experiment } = data.registerRun.run;
  const like = { id: 'gen_random_uuid()', started: `started_at + n * interval '1 minute'` };
  await manager.query(
    `WITH made AS (
       INSERT INTO run (id, experiment_id, ref, name, code, input_pins, tags, started_at, created_at, created_by)
       SELECT ${like.id}, experiment_id, ref || n, name, code, input_pins, tags, ${like.started}, created_at, created_by
       FROM run, generate_series(1, $1::int) AS n WHERE id = $2 RETURNING id),
     ended AS (
       INSERT INTO run_end (run_id, status, ended_at, artifacts, manifest, digest)
       SELECT made.id, status, ended_at, artifacts, manifest, digest FROM made, run_end WHERE run_id = $2 RETURNING run_id)
     INSERT INTO last_metric (run_id, key, value) SELECT run_id, 'auc', random() FROM ended`,
    [RUNS, id],
  );
  await asOwner(world.subgraph, 'ANALYZE');
  return experiment.id;
}

const SEARCH = `query ($filter: RunFilter!, $orderBy: [RunOrder!]! = [], $first: Int! = ${PAGE}, $after: String) {
  runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { nodes { id status } pageInfo { endCursor } }
}`;
const byMetric = [{ subject: 'METRIC', key: 'auc', direction: 'DESC' }];
const conditions = ['auc', 'loss'].flatMap((key) => [
  { subject: 'METRIC', key, operator: 'GT', value: 0.5 },
  { subject: 'PARAMETER', key, operator: 'NE', value: 'nothing' },
]);

test.each<[string, object]>([
  ['newest first', {}],
  ['by a metric', { orderBy: byMetric }],
  ['by conditions', { filter: { conditions, namespace: 'acme' }, orderBy: byMetric }],
])('a page %s is two statements at most: which runs, and their rows', async (_, variables) => {
  world.statements();
  const { errors } = await world.ask(SEARCH, { filter: { experiments: [experiment] }, ...variables });
  expect(errors).toBeUndefined();
  expect(world.statements().length).toBeLessThanOrEqual(2);
});

const TABLE = `query ($filter: RunFilter!, $columns: [String!]!, $orderBy: [RunTableOrder!]!, $first: Int!) {
  runTable(filter: $filter, columns: $columns, orderBy: $orderBy, first: $first) { nodes { run { id } values } totalCount }
}`;
const fewColumns = ['metric.auc', 'parameter.a', 'tag.a', 'run.startedAt'];
const manyColumns = [
  ...fewColumns,
  ...Array.from({ length: 40 }, (_, at) => [`metric.m${at}.max`, `parameter.p${at}`, `tag.t${at}`]).flat(),
  ...['run.status', 'run.durationSeconds', 'run.experiment'],
];

test('a table of runs is as many statements of a hundred rows and as many columns as of two rows and four columns', async () => {
  const statementsOf = async (first: number, columns: readonly string[]) => {
    const orderBy = columns.slice(0, 4).map((column) => ({ column, direction: 'DESC' }));
    world.statements();
    const { data, errors } = await world.ask<{ runTable: { nodes: readonly object[] } }>(TABLE, {
      filter: { experiments: [experiment], conditions: conditions.slice(0, 1) },
      ...{ first, columns, orderBy },
    });
    expect(errors).toBeUndefined();
    expect(data.runTable.nodes.length).toBe(first);
    return world.statements().length;
  };
  const few = await statementsOf(2, fewColumns);
  expect(few).toBeGreaterThan(0);
  expect(await statementsOf(PAGE, manyColumns)).toBe(few);
});

describe('the rows that PostgreSQL reads for a page', () => {
  /** Rows of tables read while a page is found, in a transaction whose own counters tell it. */
  async function readFor(place: number): Promise<number> {
    const filter = Object.assign(new RunFilter(), { experiments: [experiment], archived: 'ACTIVE', conditions: [] });
    const after = place === 0 ? null : await cursorAt(place);
    return world.subgraph.database.source.transaction(async (manager) => {
      const loaders = { runById: { loadMany: async (ids: readonly string[]) => ids.map(() => null) } };
      const context = { database: { manager }, loaders, caller: { rights: ALL_RIGHTS } };
      const before = await rowsRead(manager);
      await searchRuns({ filter, orderBy: [], first: PAGE, after }, context as never);
      return (await rowsRead(manager)) - before;
    });
  }

  test('are about as many as it has, at the beginning and far behind it', async () => {
    for (const place of [0, PAGE, RUNS - 2 * PAGE]) expect(await readFor(place)).toBeLessThan(3 * PAGE);
  });
});

/** The cursor of a place in the order. */
async function cursorAt(place: number): Promise<string> {
  let after: string | null = null;
  for (let read = 0; read < place; read += Math.min(1_000, place - read)) {
    const variables: Record<string, unknown> = {
      filter: { experiments: [experiment] },
      first: Math.min(1_000, place - read),
      after,
    };
    const answer = await world.ask<{ runs: { pageInfo: { endCursor: string } } }>(SEARCH, variables);
    after = answer.data.runs.pageInfo.endCursor;
  }
  return after!;
}

async function rowsRead(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<[{ count: number }]>(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_xact_user_tables
     WHERE schemaname = 'experiments'`,
  );
  return row.count;
}
