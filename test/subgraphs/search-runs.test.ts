import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { level } from './catalog-world.js';
import { rebuilt } from './rebuilt.js';

let graph: TestGraph;
const ids = new Map<string, string>();
beforeAll(async () => {
  graph = await createTestGraph();
  await write('createExperiment', { namespace: 'acme', displayName: 'Größe, first try' }, '__typename');
  const experiment = 'acme/Gro-e-first-try';
  await start('search', { experiment, tags: { team: 'risk', stage: 'draft' } });
  await start('try', { experiment, parent: ids.get('search') });
  await start('alone', { experiment: 'acme/other', tags: { team: 'fraud' } });
  await write('setRunTags', { run: ids.get('search'), set: { team: 'fraud' }, remove: ['stage'] }, '__typename');
  await write('renameExperiment', { experiment, displayName: '大きさ' }, '__typename');
  await write('finishRun', { run: ids.get('alone'), status: 'FINISHED' }, '__typename');
  await write('renameRun', { run: ids.get('alone'), name: 'best of all' }, '__typename');
  await write('setRunTags', { run: ids.get('alone'), set: { reviewed: 'yes' } }, '__typename');
  const late = { metrics: [{ key: 'late', value: 1 }], parameters: { late: '1' }, afterEnd: true };
  await write('logBatch', { run: ids.get('alone'), ...late }, '__typename');
  await level(graph.subgraphs.get('catalog')!);
});
afterAll(() => graph[Symbol.asyncDispose]());

async function write<T>(field: string, input: object, selection: string): Promise<T> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
  const { data, errors } = await graph.ask<Record<string, T>>(document, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[field]!;
}

async function start(name: string, input: object): Promise<void> {
  const { run } = await write<{ run: { id: string } }>('startRun', { name, ...input }, 'run { id }');
  ids.set(name, run.id);
}

/** The runs that a query finds, by the name that they were started with. */
async function found(query: string): Promise<string[]> {
  const { data, errors } = await graph.ask<{ search: { nodes: { id: string }[] } }>(
    'query ($query: String!) { search(query: $query, kinds: [RUN]) { nodes { ... on Run { id } } } }',
    { query },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return data.search.nodes.map(({ id }) => names.get(id) ?? id).sort();
}

const QUERIES: readonly (readonly [query: string, names: readonly string[]])[] = [
  ['tag:team=fraud', ['alone', 'search']],
  ['tag:team=risk', []],
  ['tag:stage', []],
  ['tag:reviewed=yes', ['alone']],
  ['experiment:大きさ', ['search', 'try']],
  ['experiment:"Größe, first try"', ['search', 'try']],
  ['experiment:Gro-e-first-try', ['search', 'try']],
  ['experiment:Größe*', ['search', 'try']],
  ['not experiment:大きさ', ['alone']],
  ['name:"best of all"', ['alone']],
  ['name:alone', []],
  ['alone', ['alone']],
  ['best', ['alone']],
  ['metric.late:*', []],
  ['parameter.late:*', []],
];

test.each(QUERIES)('%s finds %j', async (query, names) => {
  expect(await found(query)).toEqual(names);
});

test('a run in a run is an edge of the lineage', async () => {
  const { data } = await graph.ask<{ run: { lineage: { edges: unknown[] } } }>(
    'query ($id: ID!) { run(id: $id) { lineage(direction: UPSTREAM) { edges { fromId toId relation } } } }',
    { id: ids.get('try') },
  );
  expect(data.run.lineage.edges).toEqual([{ fromId: ids.get('search'), toId: ids.get('try'), relation: 'CHILD_OF' }]);
});

test('a catalog that is read anew finds the same', async () => {
  await rebuilt(graph.subgraphs.get('catalog')!);
  for (const [query, names] of QUERIES) expect(await found(query), query).toEqual(names);
});

test.each([
  ['0.0', ['parameter.x = 0', 'parameter.x < 0.1', 'parameter.x:"0.0"'], ['parameter.x > 0', 'parameter.x:"0"']],
  ['007', ['parameter.x = 7', 'parameter.x:"007"'], ['parameter.x:"7"']],
  ['1e3', ['parameter.x:999..1001', 'parameter.x = 1000'], []],
  [' -.5 ', ['parameter.x = -0.5'], []],
  ['12345678901234567890', ['parameter.x > 1e19', 'parameter.x:"12345678901234567890"'], []],
  ['0x10', ['parameter.x:"0x10"'], ['parameter.x = 16']],
  ['NaN', ['parameter.x:NaN'], ['parameter.x < 0', 'parameter.x > 0']],
  ['True', ['parameter.x:True'], ['parameter.x = 1']],
  ['9'.repeat(400), ['parameter.x:*'], ['parameter.x > 1']],
])('the parameter %j keeps its text, and is searched as a number where it looks like one', async (text, by, notBy) => {
  const experiment = `acme/text-${++experiments}`;
  const started = { experiment, name: 'started', parameters: { x: text } };
  const { run } = await write<{ run: { id: string } }>('startRun', started, 'run { id }');
  await write('logParameters', { run: run.id, parameters: { y: text } }, 'accepted');
  await write('finishRun', { run: run.id, status: 'FINISHED' }, '__typename');
  const whole = { experiment, name: 'whole', parameters: { x: text } };
  const { run: other } = await write<{ run: { id: string } }>('registerRun', whole, 'run { id }');
  const { data } = await graph.ask<{ runs: { parameters: object; manifest: { parameters: object } }[] }>(
    'query ($ids: [ID!]!) { runs: nodes(ids: $ids) { ... on Run { parameters manifest } } }',
    { ids: [run.id, other.id] },
  );
  expect(data.runs.map(({ parameters }) => parameters)).toEqual([{ x: text, y: text }, { x: text }]);
  expect(data.runs.map(({ manifest }) => manifest.parameters)).toEqual([{ x: text, y: text }, { x: text }]);
  await level(graph.subgraphs.get('catalog')!);
  const both = [run.id, other.id].sort();
  for (const query of by) expect((await found(`experiment:${experiment} ${query}`)).sort(), query).toEqual(both);
  for (const query of notBy) expect(await found(`experiment:${experiment} ${query}`), query).toEqual([]);
});
let experiments = 0;
