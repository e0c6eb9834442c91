import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
let runs: { amount: string; age: string };
const data = 'acme/transactions@1.0.0';
const column = (name: string) => `${data}#${name}`;

beforeAll(async () => {
  world = await createRegistryWorld();
  const schema = ['age', 'amount', 'a#b', 'label'].map((name) => ({ name, type: 'double' }));
  await world.write('registerDatasetVersion', { dataset: 'acme/transactions', schema }, 'created');
  await world.write('registerDatasetVersion', { dataset: 'acme/bare' }, 'created');
  const finished = async (name: string, columns: string[]) => {
    const input = { experiment: 'acme/nightly', name, inputs: [{ ref: data, columns }] };
    return (await world.write<{ run: { id: string } }>('registerRun', input, 'run { id }')).run.id;
  };
  runs = { amount: await finished('amount', ['label', 'amount']), age: await finished('age', ['age', 'label']) };
  for (const [name, run] of Object.entries(runs)) {
    await world.write('registerModelVersion', { model: `acme/${name}`, run, datasets: [{ ref: data }] }, 'created');
    await world.write('recordDeployment', { modelVersion: `acme/${name}@1.0.0`, target: 'eu' }, '__typename');
  }
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

const LINEAGE = `query ($of: String!, $direction: LineageDirection!, $kinds: [LineageKind!]) {
  lineage(of: $of, direction: $direction, kinds: $kinds) {
    complete
    nodes { ref kind createdAt entity { __typename ... on DatasetColumn { name datasetVersion { ref } } } }
    edges { from to relation }
  }
}`;
interface Walk {
  readonly complete: boolean;
  readonly nodes: readonly { ref: string; kind: string; createdAt: string | null; entity: object }[];
  readonly edges: readonly { from: string; to: string; relation: string }[];
}
const walk = async (of: string, direction: string, kinds?: string[]) =>
  (await world.ask<{ lineage: Walk }>(LINEAGE, { of, direction, kinds })).data.lineage;
const refsOf = ({ nodes }: Walk, kind: string) => nodes.filter((node) => node.kind === kind).map(({ ref }) => ref);

test('what a column leads to is what read it, and no other reader of the dataset version', async () => {
  const found = await walk(column('amount'), 'DOWNSTREAM');
  expect(found.complete).toBe(true);
  expect(refsOf(found, 'RUN')).toEqual([`acme/nightly@${runs.amount}`]);
  expect(refsOf(found, 'MODEL_VERSION')).toEqual(['acme/amount@1.0.0']);
  expect(refsOf(found, 'DEPLOYMENT')).toHaveLength(1);
  expect(refsOf(await walk(column('label'), 'DOWNSTREAM'), 'MODEL_VERSION')).toEqual([
    'acme/age@1.0.0',
    'acme/amount@1.0.0',
  ]);
});

test('a model version shows the columns it rests on, beside the edges it always had', async () => {
  const { nodes, edges } = await walk('acme/amount@1.0.0', 'UPSTREAM');
  const run = `acme/nightly@${runs.amount}`;
  expect(nodes.filter(({ kind }) => kind === 'COLUMN')).toEqual(
    ['amount', 'label'].map((name) => ({
      ref: column(name),
      kind: 'COLUMN',
      createdAt: expect.any(String),
      entity: { __typename: 'DatasetColumn', name, datasetVersion: { ref: data } },
    })),
  );
  expect(edges).toEqual([
    { from: run, to: 'acme/amount@1.0.0', relation: 'PRODUCED' },
    { from: data, to: 'acme/amount@1.0.0', relation: 'TRAINED_ON' },
    { from: data, to: run, relation: 'TRAINED_ON' },
    { from: data, to: column('amount'), relation: 'COLUMN_OF' },
    { from: data, to: column('label'), relation: 'COLUMN_OF' },
    { from: column('amount'), to: run, relation: 'READ' },
    { from: column('label'), to: run, relation: 'READ' },
  ]);
  expect(refsOf(await walk('acme/amount@1.0.0', 'UPSTREAM', ['COLUMN']), 'COLUMN')).toHaveLength(2);
  expect(refsOf(await walk('acme/amount@1.0.0', 'UPSTREAM', ['RUN']), 'COLUMN')).toEqual([]);
});

test('a column is found below what selects its dataset version, and its name may hold a #', async () => {
  await world.write(
    'startRun',
    { experiment: 'acme/odd', name: 'odd', inputs: [{ ref: data, columns: ['a#b'] }] },
    'created',
  );
  await world.settle();
  const [{ entity }] = (await walk('acme/transactions@latest#a#b', 'UPSTREAM')).nodes as [Walk['nodes'][0]];
  expect(entity).toEqual({ __typename: 'DatasetColumn', name: 'a#b', datasetVersion: { ref: data } });
});

const IMPACT = `query ($of: String!) { impact(of: $of) {
  complete incompleteReason modelVersions { ref } deployments { target modelVersion { ref } }
} }`;
const impactOf = async (of: string) => (await world.ask<{ impact: object }>(IMPACT, { of })).data.impact;

test('the impact of a column is that of what read it', async () => {
  expect(await impactOf(column('age'))).toEqual({
    complete: true,
    incompleteReason: null,
    modelVersions: [{ ref: 'acme/age@1.0.0' }],
    deployments: [{ target: 'eu', modelVersion: { ref: 'acme/age@1.0.0' } }],
  });
});

test('a column that nothing names is NOT_FOUND, with what to ask for instead', async () => {
  for (const of of [column('nothing'), 'acme/nothing@1.0.0#age']) {
    const { errors } = await world.ask(IMPACT, { of });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' }, message: expect.stringContaining('ask for') }]);
  }
});

test('a search takes a column where it takes a ref', async () => {
  const found = async (query: string) =>
    (
      await world.ask<{ search: { nodes: { ref: string }[] } }>(
        'query ($query: String!) { search(query: $query) { nodes { ... on ModelVersion { ref } ... on DatasetVersion { ref } } } }',
        { query },
      )
    ).data.search.nodes.map(({ ref }) => ref);
  expect(await found(`kind:model_version downstreamOf:${column('amount')}`)).toEqual(['acme/amount@1.0.0']);
  expect(await found(`upstreamOf:"${column('amount')}"`)).toEqual([data]);
});

test('who does not tell which columns it reads keeps the impact from being complete, and a quarantine from being half', async () => {
  const schema = [
    { name: 'x', type: 'double' },
    { name: 'y', type: 'double' },
  ];
  await world.write('registerDatasetVersion', { dataset: 'acme/mixed', schema }, 'created');
  const use = (model: string, columns?: string[]) =>
    world.write('registerModelVersion', { model, datasets: [{ ref: 'acme/mixed@1.0.0', columns }] }, 'created');
  await use('acme/x', ['x']);
  await use('acme/y', ['y']);
  await world.settle();
  const of = 'acme/mixed@1.0.0#x';
  expect(await impactOf(of)).toMatchObject({ complete: true, modelVersions: [{ ref: 'acme/x@1.0.0' }] });

  await use('acme/untold');
  await world.settle();
  expect(await impactOf(of)).toMatchObject({
    complete: false,
    incompleteReason: expect.stringContaining(
      '1 thing that rests on acme/mixed@1.0.0 does not tell which columns (acme/untold@1.0.0)',
    ),
    modelVersions: [{ ref: 'acme/x@1.0.0' }],
  });
  const reason = 'swapped';
  expect(await world.refusal('quarantineDownstream', { of, reason })).toMatchObject({ code: 'CONFLICT' });
  const quarantined = (of: string) => world.write('quarantineDownstream', { of, reason }, 'quarantined { ref }');
  expect(await quarantined(column('age'))).toEqual({ quarantined: [{ ref: 'acme/age@1.0.0' }] });
  expect(await quarantined('acme/mixed@1.0.0')).toMatchObject({ quarantined: [{}, {}, {}] });
});

test('a column leads on to those made from it, and to what read them', async () => {
  const columns = (...names: string[]) => names.map((name) => ({ name, type: 'double' }));
  const raw = 'acme/raw@1.0.0';
  await world.write('registerDatasetVersion', { dataset: 'acme/raw', schema: columns('net', 'tax', 'day') }, 'created');
  const clean = { dataset: 'acme/clean', schema: columns('total', 'weekday'), derivedFrom: [raw] };
  const columnLineage = [
    { column: 'weekday', from: [`${raw}#day`] },
    { column: 'total', from: [`${raw}#net`, `${raw}#tax`] },
  ];
  await world.write('registerDatasetVersion', { ...clean, columnLineage }, 'created');
  for (const column of ['total', 'weekday']) {
    const datasets = [{ ref: 'acme/clean@1.0.0', columns: [column] }];
    await world.write('registerModelVersion', { model: `acme/on-${column}`, datasets }, 'created');
  }
  await world.settle();
  expect(await impactOf(`${raw}#tax`)).toMatchObject({
    complete: true,
    modelVersions: [{ ref: 'acme/on-total@1.0.0' }],
  });
  expect((await walk('acme/on-total@1.0.0', 'UPSTREAM')).edges).toContainEqual({
    from: `${raw}#tax`,
    to: 'acme/clean@1.0.0#total',
    relation: 'DERIVED_FROM',
  });

  await world.write(
    'registerModelVersion',
    { model: 'acme/vague', datasets: [{ ref: 'acme/clean@1.0.0' }] },
    'created',
  );
  await world.settle();
  const vague = { complete: false, incompleteReason: expect.stringContaining('acme/vague@1.0.0') };
  expect(await impactOf(`${raw}#tax`)).toMatchObject(vague);
  await world.write('registerDatasetVersion', { ...clean, dataset: 'acme/copied' }, 'created');
  await world.settle();
  expect(await impactOf(`${raw}#tax`)).toMatchObject({
    incompleteReason: expect.stringContaining(
      '2 things that rest on acme/raw@1.0.0 do not tell which columns (acme/copied@1.0.0, acme/vague@1.0.0)',
    ),
  });
});

test('more columns than a walk returns do not keep the impact of their dataset version from being complete', async () => {
  const columns = Array.from({ length: 6_000 }, (_, index) => `c${index}`);
  const schema = columns.map((name) => ({ name, type: 'double' }));
  await world.write('registerDatasetVersion', { dataset: 'acme/wide', schema }, 'created');
  await world.write(
    'registerModelVersion',
    { model: 'acme/broad', datasets: [{ ref: 'acme/wide@1.0.0', columns }] },
    'created',
  );
  await world.settle();
  expect(await impactOf('acme/wide@1.0.0')).toMatchObject({
    complete: true,
    modelVersions: [{ ref: 'acme/broad@1.0.0' }],
  });
});
