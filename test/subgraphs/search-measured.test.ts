import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';
const LOG =
  'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }';
const PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) {
  logParameters(input: { run: $run, parameters: $parameters }) { accepted }
}`;
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { id } } }';
const SEARCH = `query ($query: String!, $first: Int, $after: String, $orderBy: SearchOrder, $atLeast: JSONObject) {
  search(query: $query, kinds: [RUN], first: $first, after: $after, orderBy: $orderBy, atLeast: $atLeast) {
    totalCount nodes { ... on Run { name } } pageInfo { hasNextPage endCursor }
  }
}`;

describe('a run that goes on', () => {
  const [seen, unseen] = ['found', 'not found'];
  const expectFound = async (query: string, expected = seen) =>
    expect((await search({ query: `experiment:acme/open ${query}` })).names, query).toEqual(
      expected === seen ? ['open'] : [],
    );

  test('is found by what it has logged, as soon as the catalog has read it', async () => {
    const run = await start('acme/open', 'open', { depth: 6, optimizer: 'adam' });
    for (const query of ['parameter.depth:6', 'parameter.depth<7 parameter.optimizer:ad*']) await expectFound(query);
    await expectFound('metric.auc:*', unseen);

    await log(run, [0.7, 2], [0.9, 1]);
    for (const query of ['metric.auc:0.7', 'metric.auc.max >= 0.9', 'metric.auc.min:0.7']) await expectFound(query);
    await expectFound('metric.auc > 0.8', unseen);

    await log(run, [0.5, 3], ['NaN', 1]);
    await log(run, [0.95, 2]); // late
    for (const query of ['metric.auc:0.5', 'metric.auc.max:0.95', 'metric.auc.min:0.5']) await expectFound(query);

    await write(PARAMETERS, { run, parameters: { seed: 42, text: 'x'.repeat(1_000) } });
    for (const query of ['parameter.seed:42', `parameter.text:${'x'.repeat(300)}`]) await expectFound(query);

    await write(FINISH, { run });
    for (const query of ['metric.auc:0.5', 'metric.auc.max:0.95', 'parameter.seed:42', 'status:finished'])
      await expectFound(query);
  });
});

describe('an order by a metric', () => {
  const rankings = { DESC: ['inf', 'two', 'one', 'minus-inf'], ASC: ['minus-inf', 'one', 'two', 'inf'] } as const;

  beforeAll(async () => {
    const values = { 'nan-1': 'NaN', inf: 'Infinity', one: 1, 'nan-2': 'NaN', 'minus-inf': '-Infinity', two: 2 };
    for (const [name, value] of Object.entries(values)) await log(await start('acme/leaders', name), [value, 1]);
    const diverged = await start('acme/leaders', 'nan-3');
    await log(diverged, [0.1, 1], ['NaN', 2]);
    await start('acme/leaders', 'unmeasured');
  });

  test.each(['DESC', 'ASC'] as const)(
    '%s has infinite values at its ends, NaN behind all of them, and counts what it lists',
    async (direction) => {
      const orderBy = { by: 'METRIC', metric: 'auc', direction };
      const whole = await search({ query: 'experiment:acme/leaders', orderBy });
      expect(whole.names.slice(0, 4)).toEqual(rankings[direction]);
      const diverged = ['nan-1', 'nan-2', 'nan-3'];
      expect(whole.names.slice(4)).toEqual(direction === 'ASC' ? diverged : diverged.toReversed());
      expect(whole.totalCount).toBe(7);
      for (const first of [1, 2, 3, 4, 5]) {
        const names: string[] = [];
        for (let after: string | null = null; ; ) {
          const page = await search({ query: 'experiment:acme/leaders', orderBy, first, after });
          expect(page.totalCount).toBe(7);
          names.push(...page.names);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(names, `pages of ${first}`).toEqual(whole.names);
      }
    },
  );

  test('takes a cursor behind NaN of the order by that metric alone', async () => {
    const cursor = (order: string, key: string) =>
      Buffer.from(JSON.stringify(['s1', order, key, '01890a5d-ac96-774b-bcce-b302099a8057'])).toString('base64url');
    for (const [after, orderBy] of [
      [cursor('RELEVANCE DESC ', 'NaN'), { by: 'RELEVANCE' }],
      [cursor('METRIC DESC f1', 'NaN'), { by: 'METRIC', metric: 'auc' }],
    ] as const) {
      const { errors } = await graph.ask(SEARCH, { query: 'leaders', after, orderBy });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });
});

let written: Readonly<Record<string, number>> = {};

async function write<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors, extensions } = await graph.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  written = (extensions?.['ledger'] as typeof written | undefined) ?? written;
  return data;
}

async function start(experiment: string, name: string, parameters: object = {}): Promise<string> {
  const input = { experiment, name, parameters };
  return (await write<{ startRun: { run: { id: string } } }>(START, { input })).startRun.run.id;
}

function log(run: string, ...points: (readonly [value: number | string, step: number])[]): Promise<unknown> {
  return write(LOG, { run, metrics: points.map(([value, step]) => ({ key: 'auc', value, step })) });
}

interface Found {
  readonly totalCount: number;
  readonly nodes: readonly { readonly name: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What is found once the catalog has read all that was written. */
async function search(variables: Record<string, unknown>): Promise<Found & { readonly names: readonly string[] }> {
  const { data, errors } = await graph.ask<{ search: Found }>(SEARCH, { atLeast: written, ...variables });
  expect(errors).toBeUndefined();
  return { ...data.search, names: data.search.nodes.map(({ name }) => name) };
}
