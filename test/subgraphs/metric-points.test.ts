import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let world: TestSubgraph;
beforeAll(async () => {
  world = await openTestSubgraph(experiments);
});
afterAll(() => world[Symbol.asyncDispose]());

const LOG =
  'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }';
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { manifest } } }';
const AT = '2024-01-01T00:00:00.000Z';

/** Points of `auc`, of step 1 and one moment unless it is said otherwise. */
const moment = (...values: (number | string)[]) => values.map((value) => at(value));
const at = (value: number | string, over: object = {}) => ({ key: 'auc', value, step: 1, timestamp: AT, ...over });
const untimed = (...values: (number | string)[]) => values.map((value) => ({ key: 'auc', value }));

describe('values of one step and moment', () => {
  test('are all kept, in their order, and repeating the call changes nothing', async () => {
    const run = await startRun();
    const metrics = moment(0.5, 0.9, 0.7);
    expect(await log(run, metrics)).toBe(3);
    expect(await historyOf(run)).toEqual([0.5, 0.9, 0.7]);
    const before = await snapshotRows(world.subgraph);
    expect(await log(run, metrics)).toBe(3);
    expect(await snapshotRows(world.subgraph)).toEqual(before);
  });

  test('are one where they are equal: told once, counted once, stored once', async () => {
    const run = await startRun();
    expect(await log(run, moment(0.5, 0.5, 0.9, 0.5))).toBe(2);
    expect(await historyOf(run)).toEqual([0.5, 0.9]);
    expect(await log(run, moment(0.1, 0.9))).toBe(2);
    expect(await historyOf(run)).toEqual([0.5, 0.9, 0.1]);
  });

  test('that come from many at once are all there, each once', async () => {
    const run = await startRun();
    const values = Array.from({ length: 8 }, (_, index) => index / 8);
    const answers = await Promise.all([...values, ...values].map((value) => log(run, moment(value, 1))));
    expect(answers).toEqual(answers.map(() => 2));
    expect((await historyOf(run)).sort()).toEqual([...values, 1]);
  });

  test('without a timestamp are all kept too, and are the same again whenever they come', async () => {
    const run = await startRun();
    expect(await log(run, untimed(0.3, 0.1, 0.2))).toBe(3);
    expect(await historyOf(run)).toEqual([0.3, 0.1, 0.2]);
    const before = await snapshotRows(world.subgraph);
    expect(await log(run, untimed(0.3, 0.1, 0.2))).toBe(3);
    expect(await log(run, untimed(0.2))).toBe(1);
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    await log(run, [{ key: 'auc', value: 0.1, step: 1 }]);
    await log(run, [{ key: 'auc', value: 0.1, timestamp: AT }]);
    expect(await historyOf(run)).toEqual([0.1, 0.3, 0.1, 0.2, 0.1]);
  });

  test('are paged through without a gap, whatever the size of the page', async () => {
    const run = await startRun();
    const metrics = [...moment(5, 3, 'NaN', 4), at(1, { step: 2 }), at(0, { timestamp: '2023-01-01T00:00:00Z' })];
    await log(run, metrics);
    const all = [0, 5, 3, 'NaN', 4, 1];
    expect(await historyOf(run)).toEqual(all);
    for (const first of [1, 2, 3]) {
      const read: unknown[] = [];
      for (let after: string | null = null; ; ) {
        const page: HistoryPage = await pageOf(run, { first, after });
        read.push(...page.nodes.map(({ value }) => value));
        expect(page.pageInfo).toMatchObject({ hasPreviousPage: after !== null, startCursor: page.edges[0]?.cursor });
        expect(page.totalCount).toBe(all.length);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(read, `pages of ${first}`).toEqual(all);
    }
  });

  test('have cursors of their own: that of another metric, or a made-up one, is refused', async () => {
    const run = await startRun();
    await log(run, [at(1), at(2, { key: 'loss' })]);
    const other = 'query ($run: ID!) { run(id: $run) { metricHistory(key: "loss") { pageInfo { endCursor } } } }';
    const { run: read } = await ask<{ run: { metricHistory: { pageInfo: { endCursor: string } } } }>(other, { run });
    for (const after of [read.metricHistory.pageInfo.endCursor, 'made up', '', Buffer.from('[]').toString('base64')]) {
      const { errors } = await world.ask(PAGE, { run, first: 1, after });
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, path: ['run', 'metricHistory'] });
    }
  });

  test('are one series: the first, the last, and no peak hidden by a NaN', async () => {
    const run = await startRun();
    const metrics = Array.from({ length: 400 }, (_, n) =>
      at(n === 50 ? 9 : n === 51 ? 'NaN' : n % 3, { step: n >> 2 }),
    );
    expect(await log(run, metrics)).toBe(301);
    const { metricSeries } = await ask<{ metricSeries: { total: number; points: { value: unknown }[] }[] }>(
      'query ($run: ID!) { metricSeries(runs: [$run], keys: ["auc"], points: 10) { total points { value } } }',
      { run },
    );
    expect(metricSeries[0]?.total).toBe(301);
    expect(metricSeries[0]?.points.map(({ value }) => value)).toContain(9);
  });
});

describe('the last value', () => {
  test.each<[string, readonly object[], number | string]>([
    ['is that of the largest step', [at(1, { step: 3 }), at(2, { step: 2, timestamp: '2025-01-01T00:00:00Z' })], 1],
    ['of one step is the latest', [at(1, { timestamp: '2025-01-01T00:00:00Z' }), at(2)], 1],
    ['of one moment is the largest, whatever the order', moment(0.5, 0.9, 0.7), 0.9],
    ['of one moment may be infinite', moment(1, 'Infinity', '-Infinity'), 'Infinity'],
    ['of one moment counts NaN as 0: a number above it is the last', moment('NaN', 0.5), 0.5],
    ['of one moment counts NaN as 0: a number below it is not', moment(-0.5, 'NaN'), 'NaN'],
    ['is NaN where that was measured last', [at(0.5), at('NaN', { step: 2 })], 'NaN'],
    ['of points without a timestamp is the largest of the call', untimed(0.3, 0.9, 0.1), 0.9],
  ])('%s, before and after the run is sealed', async (_, metrics, expected) => {
    const run = await startRun();
    await log(run, metrics);
    expect(await lastOf(run)).toBe(expected);
    const { finishRun } = await ask<{ finishRun: { run: { manifest: { metrics: { value: unknown }[] } } } }>(FINISH, {
      run,
    });
    expect(finishRun.run.manifest.metrics.map(({ value }) => value)).toEqual([expected]);
    expect(await lastOf(run)).toBe(expected);
  });
});

async function ask<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function startRun(): Promise<string> {
  const start = 'mutation { startRun(input: { experiment: "acme/points", name: "run" }) { run { id } } }';
  return (await ask<{ startRun: { run: { id: string } } }>(start, {})).startRun.run.id;
}

async function log(run: string, metrics: readonly object[]): Promise<number> {
  return (await ask<{ logMetrics: { accepted: number } }>(LOG, { run, metrics })).logMetrics.accepted;
}

interface Point {
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: string;
}

interface HistoryPage {
  readonly nodes: readonly Point[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

const PAGE = `query ($run: ID!, $first: Int!, $after: String) {
  run(id: $run) {
    metricHistory(key: "auc", first: $first, after: $after) {
      nodes { value step timestamp } edges { cursor } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;

async function pageOf(run: string, page: object): Promise<HistoryPage> {
  return (await ask<{ run: { metricHistory: HistoryPage } }>(PAGE, { run, ...page })).run.metricHistory;
}

async function historyOf(run: string): Promise<unknown[]> {
  return (await pageOf(run, { first: 1_000 })).nodes.map(({ value }) => value);
}

async function lastOf(run: string): Promise<unknown> {
  const query = 'query ($run: ID!) { run(id: $run) { metrics { value } } }';
  return (await ask<{ run: { metrics: Point[] } }>(query, { run })).run.metrics[0]?.value;
}
