import { afterAll, beforeAll, expect, test } from 'vitest';
import { level } from './catalog-world.js';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';
import { rebuilt } from './rebuilt.js';

const NAMED = ['MODEL', 'DATASET', 'EXPERIMENT'];
const SEARCH = `query ($query: String!, $kinds: [SearchKind!]) {
  search(query: $query, kinds: $kinds, first: 100, orderBy: { by: CREATED, direction: ASC }) {
    totalCount facets { field values { value count } }
    nodes { __typename ... on Model { name } ... on Dataset { name } ... on Experiment { name } ... on ModelVersion { name: ref } } } }`;

interface Found {
  readonly search: {
    readonly totalCount: number;
    readonly facets: readonly { readonly field: string; readonly values: readonly object[] }[];
    readonly nodes: readonly { readonly __typename: string; readonly name?: string }[];
  };
}

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
  await world.train('risk/scorer', { auc: 0.9 }, { description: 'of a version' });
  await world.train('risk/scorer', { auc: 0.8 });
  const write = (field: string, input: Record<string, unknown>) => world.write('ann', field, input, '__typename');
  await write('createModel', { namespace: 'risk', displayName: 'The Old One' });
  await write('renameModel', { model: 'risk/The-Old-One', displayName: 'Veteran' });
  await write('setDescription', { of: 'risk/scorer', description: 'Scores borrowers every night.' });
  await write('setOwners', { model: 'risk/scorer', owners: ['zoe', 'credit-team'] });
  await write('setTags', { of: 'risk/scorer', set: { tier: 'gold' } });
  const file = { path: 'a', uri: 's3://b/a' };
  const dataset = { dataset: 'risk/loans', files: [file], description: 'Loans of all banks.' };
  await write('registerDatasetVersion', dataset);
  await write('registerDatasetVersion', { ...dataset, rowCount: 7, description: 'Loans of one bank.' });
  await write('createExperiment', {
    namespace: 'risk',
    displayName: 'First Try',
    description: 'We shall see.',
    tags: { phase: 'early' },
  });
  await write('renameExperiment', { experiment: 'risk/First-Try', displayName: 'Second Attempt' });
  await write('setExperimentTags', { experiment: 'risk/First-Try', set: { reviewed: 'yes' } });
  await level(world.subgraphs.get('catalog')!);
});
afterAll(() => world[Symbol.asyncDispose]());

async function find(query: string, kinds: readonly string[] | null = NAMED): Promise<string[]> {
  const { search } = await world.read<Found>(SEARCH, { query, kinds });
  expect(search.totalCount).toBe(search.nodes.length);
  return search.nodes.map(({ __typename, name }) => `${__typename} ${name}`).sort();
}

const [SCORER, VETERAN, LOANS] = ['Model risk/scorer', 'Model risk/The-Old-One', 'Dataset risk/loans'];
const [TRY, NIGHTLY] = ['Experiment risk/First-Try', 'Experiment acme/nightly'];

test.each<[string, string[]]>([
  ['namespace:risk', [LOANS, TRY, VETERAN, SCORER]],
  ['kind:model', [VETERAN, SCORER]],
  ['kind in (dataset, experiment)', [LOANS, NIGHTLY, TRY]],
  ['name:scorer', [SCORER]],
  ['name:risk/l*', [LOANS]],
  ['scor*', [SCORER]],
  ['borrowers', [SCORER]],
  ['veteran', [VETERAN]],
  ['"old one"', [VETERAN]],
  ['owner:zoe', [SCORER]],
  ['owner:credit-*', [SCORER]],
  ['owner:*', [SCORER]],
  ['kind:model not owner:zoe', [VETERAN]],
  ['tag:tier=gold', [SCORER]],
  ['loans "one bank"', [LOANS]],
  ['"all banks"', []],
  ['attempt', [TRY]],
  ['"first try"', [TRY]],
  ['"we shall see"', [TRY]],
  ['tag:phase=early tag:reviewed', [TRY]],
  ['nightly', [NIGHTLY]],
  ['author:ann created >= 2020', [LOANS, NIGHTLY, TRY, VETERAN, SCORER]],
  ['metric.auc > 0', []],
])('%s finds what has versions or runs', async (query, expected) => {
  expect(await find(query)).toEqual([...expected].sort());
});

test('without kinds everything is found, and what a model is owned by is said of its versions', async () => {
  const owned = [SCORER, 'ModelVersion risk/scorer@1.0.0', 'ModelVersion risk/scorer@1.0.1'];
  expect(await find('owner:zoe', null)).toEqual(owned);
  expect(await find('scorer kind:model_version', null)).toEqual(owned.slice(1));
});

test('owners that were replaced are none any more, and are no facet', async () => {
  await world.write('ann', 'setOwners', { model: 'risk/scorer', owners: ['yan'] }, '__typename');
  await level(world.subgraphs.get('catalog')!);
  expect(await find('owner:zoe')).toEqual([]);
  const { search } = await world.read<Found>(SEARCH, { query: '', kinds: ['MODEL'] });
  expect(search.facets.find(({ field }) => field === 'OWNER')?.values).toEqual([{ value: 'yan', count: 1 }]);
});

test('models are listed by words, an alias they have now, and an owner', async () => {
  const names = async (filter: object) => {
    const { models } = await world.read<{ models: { nodes: { name: string }[]; totalCount: number } }>(
      'query ($filter: ModelFilter!) { models(filter: $filter) { nodes { name } totalCount } }',
      { filter },
    );
    expect(models.totalCount).toBe(models.nodes.length);
    return models.nodes.map(({ name }) => name);
  };
  const alias = { model: 'risk/scorer', alias: 'production' };
  await world.write('ann', 'setAlias', { ...alias, version: '1.0.0' }, '__typename');
  expect(await names({ hasAlias: 'production' })).toEqual(['risk/scorer']);
  expect(await names({ query: 'VETERAN risk' })).toEqual(['risk/The-Old-One']);
  expect(await names({ query: 'night borrow' })).toEqual(['risk/scorer']);
  expect(await names({ query: '100%_' })).toEqual([]);
  expect(await names({ owner: 'yan' })).toEqual(['risk/scorer']);
  expect(await names({ owner: 'zoe' })).toEqual([]);
  await world.write('ann', 'removeAlias', alias, '__typename');
  expect(await names({ hasAlias: 'production' })).toEqual([]);
});

test('a catalog that is read from the beginning finds the same', async () => {
  const before = await Promise.all(['', 'veteran', 'owner:*', 'tag:phase'].map((query) => find(query, null)));
  await rebuilt(world.subgraphs.get('catalog')!);
  expect(await Promise.all(['', 'veteran', 'owner:*', 'tag:phase'].map((query) => find(query, null)))).toEqual(before);
});
