import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { NO_CACHES } from '../support/test-graph.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const COMPARE = `query ($refs: [String!]!) {
  compareModelVersions(refs: $refs) {
    versions { version } changes { ref part path before after } metrics { key values }
  }
}`;
interface Comparison {
  readonly compareModelVersions: {
    readonly versions: { version: string }[];
    readonly changes: { ref: string; part: string; path: string; before: unknown; after: unknown }[];
    readonly metrics: { key: string; values: unknown[] }[];
  };
}
const MODEL = 'acme/compared';
const code = (digit: string) => ({ repository: 'https://git.example.org/acme/m.git', commit: digit.repeat(40) });
const artifact = (digit: string) => ({
  path: 'model.onnx',
  uri: `s3://acme/${digit}`,
  digest: `sha256:${digit.repeat(64)}`,
});

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld(NO_CACHES);
  const packages = (numpy: string) => [{ manager: 'pip', name: 'numpy', version: numpy }];
  for (const numpy of ['1.26.4', '2.0.0'])
    await world.write(
      'registerEnvironmentVersion',
      { environment: 'acme/train', packages: packages(numpy) },
      'created',
    );
  for (const rowCount of [10, 12])
    await world.write('registerDatasetVersion', { dataset: 'acme/sales', rowCount, files: [] }, 'created');
  const run1 = await train({ learning_rate: 0.1, depth: 6 }, { auc: 0.91, loss: 'NaN' });
  const run2 = await train({ learning_rate: 0.05, depth: 6 }, { auc: 0.95 });
  const register = (input: object) => world.write('registerModelVersion', { model: MODEL, ...input }, 'created');
  const first = {
    architecture: 'trees',
    code: code('a'),
    config: { threshold: 0.5 },
    artifacts: [artifact('1')],
    datasets: [{ ref: 'acme/sales@1.0.0' }],
    environment: 'acme/train@1.0.0',
    run: run1,
  };
  await register(first);
  await register({
    ...first,
    code: code('b'),
    artifacts: [artifact('2')],
    datasets: [{ ref: 'acme/sales@1.1.0' }],
    run: run2,
  });
  await register({
    ...first,
    architecture: 'transformer',
    environment: 'acme/train@1.1.0',
    run: null,
    parents: [`${MODEL}@1.0.0`],
  });
});
afterAll(() => world[Symbol.asyncDispose]());

async function train(parameters: object, metrics: Record<string, number | string>): Promise<string> {
  const { run } = await world.write<{ run: { id: string } }>(
    'startRun',
    { experiment: 'acme/trials', name: 'trial', parameters },
    'run { id }',
  );
  await world.ask(
    `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } finishRun(input: { run: $run, status: FINISHED }) { run { id } } }`,
    { run: run.id, metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })) },
  );
  return run.id;
}
const compare = async (...refs: string[]) =>
  (await world.ask<Comparison>(COMPARE, { refs: refs.map((ref) => `${MODEL}@${ref}`) })).data.compareModelVersions;

test('two versions differ in the parts that changed, with the path, before and after; what is equal is left out', async () => {
  const { versions, changes, metrics } = await compare('1.0.0', '1.1.0');
  expect(versions).toEqual([{ version: '1.0.0' }, { version: '1.1.0' }]);
  expect(changes.filter(({ part }) => part !== 'RUN')).toEqual(
    [
      { part: 'CODE', path: 'code.commit', before: 'a'.repeat(40), after: 'b'.repeat(40) },
      { part: 'DATA', path: 'acme/sales.version', before: '1.0.0', after: '1.1.0' },
      { part: 'DATA', path: 'acme/sales.rowCount', before: 10, after: 12 },
      { part: 'PARAMETER', path: 'parameters.learning_rate', before: 0.1, after: 0.05 },
      {
        part: 'ARTIFACT',
        path: 'model.onnx.digest',
        before: `sha256:${'1'.repeat(64)}`,
        after: `sha256:${'2'.repeat(64)}`,
      },
    ].map((change) => ({ ref: `${MODEL}@1.1.0`, ...change })),
  );
  expect(changes.filter(({ part }) => part === 'RUN')).toMatchObject([{ path: 'run' }]);
  expect(metrics).toEqual([
    { key: 'auc', values: [0.91, 0.95] },
    { key: 'loss', values: ['NaN', null] },
  ]);
});

test('of more than two each differs from the first, and every change says which one it is about', async () => {
  const { changes, metrics } = await compare('1.0.0', '1.1.0', '2.0.0');
  expect(changes.filter(({ ref }) => ref === `${MODEL}@1.1.0`).map(({ part }) => part)).toContain('CODE');
  expect(changes.filter(({ ref, part }) => ref === `${MODEL}@2.0.0` && part !== 'RUN')).toEqual(
    [
      { part: 'ARCHITECTURE', path: 'architecture', before: 'trees', after: 'transformer' },
      { part: 'PARAMETER', path: 'parameters.depth', before: 6, after: null },
      { part: 'PARAMETER', path: 'parameters.learning_rate', before: 0.1, after: null },
      { part: 'ENVIRONMENT', path: 'environment', before: 'acme/train@1.0.0', after: 'acme/train@1.1.0' },
      { part: 'ENVIRONMENT', path: 'packages.numpy', before: '1.26.4', after: '2.0.0' },
      { part: 'PARENT', path: 'parents', before: [], after: [`${MODEL}@1.0.0`] },
    ].map((change) => ({ ref: `${MODEL}@2.0.0`, ...change })),
  );
  expect(metrics[0]).toEqual({ key: 'auc', values: [0.91, 0.95, null] });
});

test('a version does not differ from itself', async () => {
  const { changes, metrics } = await compare('1.1.0', '1.1.0');
  expect(changes).toEqual([]);
  expect(metrics).toEqual([{ key: 'auc', values: [0.95, 0.95] }]);
});

test('owners are asked once each, and not at all about what all versions share', async () => {
  const readsOf = (table: string, statements: readonly string[]) =>
    statements.filter((sql) => new RegExp(`FROM "\\w+"\\."${table}"`).test(sql)).length;
  world.statements();
  await compare('1.0.0', '1.1.0');
  const two = world.statements();
  await compare('1.0.0', '1.1.0', '2.0.0');
  const three = world.statements();
  const tables = ['model_version', 'dataset_version', 'run', 'environment_version'];
  // Twice where something large is compared: the rows, and what of them is large.
  expect(tables.map((table) => readsOf(table, two))).toEqual([2, 2, 1, 0]);
  expect(tables.map((table) => readsOf(table, three))).toEqual([2, 2, 1, 2]);
});

test('fewer than two, more than twenty, and refs that select nothing are refused', async () => {
  const refused = async (refs: string[]) => (await world.ask(COMPARE, { refs })).errors?.[0];
  expect(await refused([`${MODEL}@1.0.0`])).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(await refused(Array(21).fill(`${MODEL}@1.0.0`))).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(await refused([`${MODEL}@1.0.0`, `${MODEL}@9.0.0`])).toMatchObject({
    extensions: { code: 'NOT_FOUND', missing: [`${MODEL}@9.0.0`] },
  });
});

test('names what some of them rest on and others do not, however far away', async () => {
  const LINEAGE = 'query ($refs: [String!]!) { compareModelVersions(refs: $refs) { lineage { ref kind versions } } }';
  type Answer = { compareModelVersions: { lineage: { ref: string; kind: string; versions: string[] }[] | null } };
  const refs = [`${MODEL}@1.0.0`, `${MODEL}@1.1.0`];
  await expect
    .poll(
      async () => {
        const { data } = await world.ask<Answer>(LINEAGE, { refs });
        return data.compareModelVersions.lineage?.filter(({ kind }) => kind !== 'RUN');
      },
      { timeout: 120_000 },
    )
    .toEqual([
      { ref: 'acme/sales@1.0.0', kind: 'DATASET_VERSION', versions: [refs[0]] },
      { ref: 'acme/sales@1.1.0', kind: 'DATASET_VERSION', versions: [refs[1]] },
    ]);
});

test('of a version that the catalog has not read of yet the lineage is null with an error that says so', async () => {
  const { database } = world.subgraphs.get('catalog')!;
  await database.source.transaction(async (manager) => {
    await new ProjectionRepository(manager).takeTurn(); // whoever projects waits for it
    await world.write('registerModelVersion', { model: MODEL, artifacts: [artifact('f')] }, 'created');
    const { data, errors } = await world.ask(
      'query ($refs: [String!]!) { compareModelVersions(refs: $refs) { versions { ref } lineage { ref } } }',
      { refs: [`${MODEL}@1.0.0`, `${MODEL}@latest`] },
    );
    expect(data).toMatchObject({ compareModelVersions: { versions: [{}, {}], lineage: null } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/has not read of acme\/compared@\d+\.\d+\.\d+ yet/),
      extensions: { code: 'UNAVAILABLE' },
    });
  });
});
