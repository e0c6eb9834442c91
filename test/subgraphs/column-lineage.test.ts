import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '#subgraphs/datasets/index.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const REGISTER = `mutation ($inputs: [RegisterDatasetVersionInput!]!) {
  registerDatasetVersions(input: { datasetVersions: $inputs }) {
    datasetVersions { created datasetVersion { ref manifest columnLineage { column from } } }
  }
}`;
interface Registered {
  readonly registerDatasetVersions: { readonly datasetVersions: readonly RegisteredVersion[] };
}

interface RegisteredVersion {
  readonly created: boolean;
  readonly datasetVersion: {
    readonly ref: string;
    readonly manifest: object;
    readonly columnLineage: object[] | null;
  };
}

const schema = (...names: string[]) => names.map((name) => ({ name, type: 'double' }));
const raw = { dataset: 'acme/raw', schema: schema('net', 'tax') };
const clean = { dataset: 'acme/clean', schema: schema('total', 'rate'), derivedFrom: ['acme/raw@1.0.0'] };
const [net, tax] = ['acme/raw@1.0.0#net', 'acme/raw@1.0.0#tax'];

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(datasets);
  await register(raw, { dataset: 'acme/bare' });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

async function register(...inputs: object[]) {
  const { data, errors } = await subgraph.ask<Registered>(REGISTER, { inputs });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.registerDatasetVersions.datasetVersions;
}

test('which column came from which is sealed, whatever the order; where nobody tells it the manifest has nothing of it', async () => {
  const [untold] = await register({ ...clean, dataset: 'acme/sealed' });
  const columnLineage = [
    { column: 'total', from: [tax, net] },
    { column: 'rate', from: [tax] },
  ];
  const [told] = await register({ ...clean, dataset: 'acme/sealed', columnLineage });
  const sealed = [
    { column: 'rate', from: [tax] },
    { column: 'total', from: [net, tax] },
  ];
  expect(untold?.datasetVersion.columnLineage).toBeNull();
  expect(untold?.datasetVersion.manifest).not.toHaveProperty('columnLineage');
  expect(told).toEqual({
    created: true,
    datasetVersion: {
      ref: 'acme/sealed@1.0.1',
      manifest: { ...untold?.datasetVersion.manifest, columnLineage: sealed },
      columnLineage: sealed,
    },
  });
  const [again] = await register({ ...clean, dataset: 'acme/sealed', columnLineage: columnLineage.toReversed() });
  expect(again).toEqual({ ...told, created: false });
});

test('a source is named as derivedFrom names it: one of the same call, or the latest', async () => {
  const derived = { dataset: 'acme/derived', schema: schema('a'), derivedFrom: ['acme/fresh', 'acme/raw@latest'] };
  const columnLineage = [{ column: 'a', from: ['acme/raw@latest#net', 'acme/fresh#b'] }];
  const [, { datasetVersion }] = (await register(
    { dataset: 'acme/fresh', schema: schema('b') },
    { ...derived, columnLineage },
  )) as [unknown, RegisteredVersion];
  expect(datasetVersion.columnLineage).toEqual([{ column: 'a', from: ['acme/fresh@1.0.0#b', net] }]);
});

test.each([
  [
    'a column that it does not have',
    [{ column: 'totl', from: [net] }],
    'has no "totl": its columns are "total", "rate"',
  ],
  ['a column that its source does not have', [{ column: 'total', from: [`${net}t`] }], 'has no "nett"'],
  [
    'what it is not derived from',
    [{ column: 'total', from: ['acme/bare@1.0.0#net'] }],
    'such as "acme/raw@1.0.0#amount"',
  ],
  ['what is no column', [{ column: 'total', from: ['acme/raw@1.0.0'] }], 'what derivedFrom names'],
  [
    'a column twice',
    [
      { column: 'total', from: [net] },
      { column: 'total', from: [tax] },
    ],
    'has "total" more than once',
  ],
  ['a source twice', [{ column: 'total', from: [net, net] }], 'more than once'],
  ['no source', [{ column: 'total', from: [] }], 'leave the column out'],
  ['nothing', [], 'leave it out where it is not known'],
])('one that names %s is refused, and nothing is written', async (_, columnLineage, sentence) => {
  const before = await snapshotRows(subgraph.subgraph);
  const { errors } = await subgraph.ask(REGISTER, { inputs: [{ ...clean, columnLineage }] });
  expect(errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining(sentence) },
  ]);
  expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
});
