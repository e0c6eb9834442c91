import { afterAll, beforeAll, expect, test } from 'vitest';
import { rewritePast } from '../support/rewrite-past.js';
import { type Ask, createTestGraph, type TestGraph } from '../support/test-graph.js';

const REGISTER = `mutation ($dataset: String!, $rowCount: SafeInt!) {
  registerDatasetVersion(input: { dataset: $dataset, rowCount: $rowCount }) { datasetVersion { id } }
}`;
const READ = 'query ($ref: String!) { datasetVersion(ref: $ref) { ref rowCount } }';
/** A field that tells the moment: an answer with it is never kept. */
const UNKEPT = 'query ($ref: String!) { __schema { queryType { name } } datasetVersion(ref: $ref) { ref rowCount } }';

let graph: TestGraph;
let askers: Readonly<Record<string, Ask>>;
beforeAll(async () => {
  graph = await createTestGraph();
  askers = {
    'where it was written': graph.ask,
    'in another process': await graph.serveBeside(),
    'without kept answers': await graph.serveBeside({ PEDIGRAPH_RESPONSE_CACHE_BYTES: '0' }),
  };
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Registers and has everybody keep it. */
async function register(dataset: string, rowCount: number): Promise<void> {
  const { errors } = await graph.ask(REGISTER, { dataset, rowCount });
  expect(errors).toBeUndefined();
  for (const query of [READ, UNKEPT, READ]) {
    expect(await answers(query, `${dataset}@1.0.0`)).toEqual(
      Object.keys(askers).map(() => ({ ref: `${dataset}@1.0.0`, rowCount })),
    );
  }
}

async function answers(query: string, ref: string) {
  const found = await Promise.all(Object.values(askers).map((ask) => ask<{ datasetVersion: unknown }>(query, { ref })));
  return found.map(({ data }) => data.datasetVersion);
}

/** The last version and its event are gone, as after a restore or a failover that lost the last commit. */
const LOSE_LAST = [
  'DELETE FROM datasets.dataset_version WHERE id = (SELECT max(id::text)::uuid FROM datasets.dataset_version)',
  'DELETE FROM datasets.ledger_event WHERE position = (SELECT max(position) FROM datasets.ledger_event)',
];

const owner = () => graph.subgraphs.get('datasets')!;

test('a commit that was lost is answered by nobody, though all had it in memory', async () => {
  await register('acme/stays', 1);
  await register('acme/lost', 2);
  await rewritePast(owner(), ...LOSE_LAST);
  for (const query of [UNKEPT, READ]) {
    expect(await answers(query, 'acme/lost@1.0.0')).toEqual([null, null, null]);
    expect(await answers(query, 'acme/stays@1.0.0')).toEqual(
      Object.keys(askers).map(() => ({ ref: 'acme/stays@1.0.0', rowCount: 1 })),
    );
  }
});

test('nor is it where other events have taken its place and more', async () => {
  await register('acme/before', 1);
  await rewritePast(owner(), ...LOSE_LAST);
  for (const rowCount of [7, 8, 9]) await graph.ask(REGISTER, { dataset: 'acme/others', rowCount });
  for (const query of [UNKEPT, READ]) expect(await answers(query, 'acme/before@1.0.0')).toEqual([null, null, null]);
});

test('what was registered again under the same name is what everybody answers', async () => {
  await register('acme/again', 1);
  await rewritePast(owner(), ...LOSE_LAST);
  await register('acme/again', 2);
});
