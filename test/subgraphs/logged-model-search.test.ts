import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { LAST_MEASURED_FIRST } from '#subgraphs/experiments/logged-model-metric/logged-model-metric.repository.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const peers = createTestPeers();
let world: TestSubgraph;
/** The names of the logged models by their ids. */
const names = new Map<string, string>();
let experiment: string;
beforeAll(async () => {
  world = await openTestSubgraph(experiments, peers.transportOf);
  await seed();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const METRIC = (key: string, operator: string, value?: unknown) => ({ subject: 'METRIC', key, operator, value });
const FILTERS: readonly (readonly [string, object, readonly string[]])[] = [
  ['all but archived ones, the newest first', {}, ['far', 'c', 'b', 'a']],
  ['archived ones', { archived: 'ARCHIVED' }, ['old']],
  ['all', { archived: 'ALL' }, ['old', 'far', 'c', 'b', 'a']],
  ['those of a namespace', { namespace: 'acme' }, ['c', 'b', 'a']],
  ['any value of a metric', { conditions: [METRIC('auc', 'GT', 0.8)] }, ['b', 'a']],
  ['a value that is no number', { conditions: [METRIC('auc', 'EQ', 'NaN')] }, ['b']],
  ['no value of a metric', { conditions: [METRIC('auc', 'IS_NULL')] }, ['far']],
  ['a metric on a dataset', { datasets: [{ name: 'may' }], conditions: [METRIC('auc', 'GT', 0.8)] }, ['a']],
  ['a metric on a dataset of a digest', { datasets: [{ name: 'may', digest: 'd2' }] }, ['c']],
  ['a parameter as a number', { conditions: [of('PARAMETER', 'lr', 'EQ', 0.001)] }, ['b', 'a']],
  ['a parameter as a text', { conditions: [of('PARAMETER', 'lr', 'EQ', '1e-3')] }, ['b']],
  ['a tag that was changed', { conditions: [of('TAG', 'of', 'EQ', 'May')] }, ['a']],
  ['a tag that was removed', { conditions: [of('TAG', 'of', 'IS_NOT_NULL')] }, ['a']],
  ['the status', { conditions: [of('ATTRIBUTE', 'status', 'NE', 'PENDING')] }, ['b', 'a']],
  ['the name', { conditions: [of('ATTRIBUTE', 'name', 'ILIKE', '%A%')] }, ['far', 'a']],
  ['what kind it is', { conditions: [of('ATTRIBUTE', 'modelType', 'IN', ['tree', 'line'])] }, ['c', 'b']],
  ['when it was finished', { conditions: [of('ATTRIBUTE', 'finishedAt', 'GT', 0)] }, ['b', 'a']],
  ['both of two conditions', { conditions: [METRIC('auc', 'GT', 0.8), of('TAG', 'of', 'EQ', 'May')] }, ['a']],
];

test.each(FILTERS)('a search finds %s', async (_, filter, found) => {
  expect(await search({ filter })).toEqual(found);
});

const ORDERS: readonly (readonly [string, readonly object[], readonly string[]])[] = [
  ['the last value of a metric, NaN and nothing last', [by('METRIC', 'auc')], ['c', 'a', 'b', 'far']],
  ['the same from the other end', [by('METRIC', 'auc', 'DESC')], ['a', 'c', 'b', 'far']],
  ['a metric on one dataset', [{ ...by('METRIC', 'auc', 'DESC'), dataset: { name: 'may' } }], ['a', 'c', 'far', 'b']],
  ['a parameter, then the name', [by('PARAMETER', 'lr'), by('ATTRIBUTE', 'name')], ['a', 'b', 'c', 'far']],
  ['a tag', [by('TAG', 'of')], ['a', 'far', 'c', 'b']],
  ['when they were made', [by('ATTRIBUTE', 'createdAt')], ['a', 'b', 'c', 'far']],
  ['what kind they are', [by('ATTRIBUTE', 'modelType')], ['b', 'c', 'far', 'a']],
];

test.each(ORDERS)('logged models stand in order of %s, on every page', async (_, orderBy, found) => {
  expect(await search({ orderBy })).toEqual(found);
  expect(await search({ orderBy, first: 1 })).toEqual(found);
});

test('a search is refused where it cannot be', async () => {
  const twice = [by('TAG', 'of'), by('TAG', 'of')];
  expect(await refusal({ orderBy: twice })).toContain('orderBy[1]');
  expect(await refusal({ orderBy: [{ ...by('TAG', 'of'), dataset: { name: 'may' } }] })).toContain('no dataset');
  expect(await refusal({ filter: { conditions: [of('ATTRIBUTE', 'nothing', 'EQ', 'x')] } })).toContain(
    'must be one of',
  );
  expect(await refusal({ filter: { conditions: [METRIC('auc', 'LIKE', 'x')] } })).toContain('filter.conditions[0]');
  expect(await refusal({ first: 1_001 })).toContain('1000');
});

test('those of one experiment are found by its id, and by no other text', async () => {
  expect(await search({ filter: { experiments: [experiment] } })).toEqual(['c', 'b', 'a']);
  expect(await search({ filter: { experiments: ['nothing'] } })).toEqual([]);
});

test('one experiment is searched by its id and not by a list, so that a page is read in the order of an index', async () => {
  const isOneId = async (filter: object) => {
    world.statements();
    await search({ filter });
    return world.statements().filter((sql) => /m\.experiment_id = \$\d+::uuid/.test(sql)).length > 0;
  };
  expect(await isOneId({ experiments: [experiment] })).toBe(true);
  expect(await isOneId({ experiments: [experiment, experiment] })).toBe(false);
});

test('the last value of a metric is found by an index', async () => {
  const plan = await world.subgraph.database.manager.transaction(async (manager) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort']) await manager.query(`SET LOCAL enable_${way} = off`);
    return manager.query(`EXPLAIN SELECT value FROM logged_model_metric
      WHERE logged_model_id = gen_random_uuid() AND key = 'auc' ORDER BY ${LAST_MEASURED_FIRST} LIMIT 1`);
  });
  expect(JSON.stringify(plan)).toContain('logged_model_metric_last');
});

function of(subject: string, key: string, operator: string, value?: unknown): object {
  return { subject, key, operator, value };
}

function by(subject: string, key: string, direction = 'ASC'): object {
  return { subject, key, direction };
}

const SEARCH = `query ($filter: LoggedModelFilter!, $orderBy: [LoggedModelOrder!]!, $first: Int!, $after: String) {
  loggedModels(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id } totalCount pageInfo { hasNextPage endCursor }
  }
}`;

interface Found {
  readonly loggedModels: {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

interface Search {
  readonly filter?: object;
  readonly orderBy?: readonly object[];
  readonly first?: number;
}

async function search({ filter = {}, orderBy = [], first = 100 }: Search): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const { loggedModels }: Found = await ask<Found>(SEARCH, { filter, orderBy, first, after });
    found.push(...loggedModels.nodes.map(({ id }) => names.get(id) ?? id));
    after = loggedModels.pageInfo.hasNextPage ? loggedModels.pageInfo.endCursor : null;
    if (after === null) expect(loggedModels.totalCount).toBe(found.length);
  } while (after !== null);
  return found;
}

async function refusal({ filter = {}, orderBy = [], first = 100 }: Search): Promise<string | undefined> {
  return (await world.ask(SEARCH, { filter, orderBy, first })).errors?.[0]?.message;
}

async function seed(): Promise<void> {
  for (const name of ['acme/one', 'far/two']) await write('createExperiment', { name });
  const made = await ask<{ experiment: { id: string } }>('{ experiment(name: "acme/one") { id } }');
  experiment = made.experiment.id;
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  const auc = (value: unknown, second: number, more: object = {}) => ({
    ...{ key: 'auc', value, timestamp: at(second), step: 9 - second },
    ...more,
  });
  const may = { datasetName: 'may', datasetDigest: 'd1' };
  const a = await create('a', { parameters: { lr: '0.001' }, tags: { of: 'April' } }, [auc(0.1, 1), auc(0.9, 2, may)]);
  await write('setLoggedModelTags', { loggedModel: a, set: { of: 'May' } });
  await write('finishLoggedModel', { loggedModel: a, status: 'READY' });
  const b = await create('b', { parameters: { lr: '1e-3' }, tags: { of: 'April' }, modelType: 'line' }, [
    auc(0.95, 1),
    auc('NaN', 2),
  ]);
  await write('setLoggedModelTags', { loggedModel: b, remove: ['of'] });
  await write('finishLoggedModel', { loggedModel: b, status: 'FAILED' });
  await create('c', { parameters: { lr: 2 }, modelType: 'tree' }, [auc(0.5, 1, { ...may, datasetDigest: 'd2' })]);
  await create('far', { experiment: 'far/two' }, []);
  const old = await create('old', { experiment: 'far/two' }, []);
  await write('archiveLoggedModel', { loggedModel: old });
}

async function create(name: string, input: object, metrics: readonly object[]): Promise<string> {
  const { loggedModel } = await write<{ loggedModel: { id: string } }>(
    'createLoggedModel',
    { experiment: 'acme/one', name, ...input },
    'loggedModel { id }',
  );
  names.set(loggedModel.id, name);
  if (metrics.length > 0) await write('logLoggedModelMetrics', { loggedModel: loggedModel.id, metrics });
  return loggedModel.id;
}

async function write<T = object>(field: string, input: object, selection = '__typename'): Promise<T> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { made: ${field}(input: $input) { ${selection} } }`;
  return (await ask<{ made: T }>(query, { input })).made;
}

async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
