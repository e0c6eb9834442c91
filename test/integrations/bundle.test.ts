import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyBundle } from '#integrations/bundle/verify/verify-bundle.js';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { loadExample } from '#process/example/load-example.js';
import { createClosedWorld } from '../security/closed-world.js';
import { createRegistryWorld, type RegistryWorld } from '../subgraphs/registry-world.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { type BundleFolder, createBundleFolder, importedAt } from './bundle-world.js';

vi.setConfig({ testTimeout: 120_000 });

const REFS = ['demo/churn@1.0.0', 'demo/churn@1.1.0', 'demo/churn@2.0.0', 'demo/forecast@1.0.0'];
const TOKENS = { ann: 'a-token-that-only-ann-has', eve: 'a-token-that-only-eve-has' };

let folder: BundleFolder;
let here: RegistryWorld;
let there: TestGraph;
beforeAll(async () => {
  folder = await createBundleFolder();
  here = await createRegistryWorld();
  there = await createTestGraph({ PEDIGRAPH_TOKENS: `ann:MAINTAINER=${TOKENS.ann},eve:VIEWER=${TOKENS.eve}` });
  await loadExample({ url: here.url });
  const { run } = await here.write<{ run: { id: string } }>(
    'startRun',
    {
      ...{ experiment: 'demo/long', name: 'long', parameters: [{ key: '__proto__', value: 1 }] },
      inputs: [{ ref: 'demo/customers@1.0.0', role: 'TEST', columns: ['churned'] }],
    },
    'run { id }',
  );
  const inputs = [{ ref: 'demo/customers@1.1.0', context: 'train', tags: { split: 'a' } }];
  await here.write('addRunInputs', { run: run.id, inputs }, 'run { id }');
  for (let from = 0; from < 12_000; from += 1_000) {
    const metrics = Array.from({ length: 1_000 }, (_, at) => ({
      key: at % 2 === 0 ? 'loss' : 'acc',
      value: at === 998 ? 'NaN' : 1 / (from + at + 1),
      step: from + at,
    }));
    await here.write('logMetrics', { run: run.id, metrics }, '__typename');
  }
  await here.write('finishRun', { run: run.id, status: 'FINISHED' }, 'run { id }');
  const late = [{ ref: 'demo/customers-raw@1.0.0' }];
  await here.write('addRunInputs', { run: run.id, inputs: late, afterEnd: true }, 'run { id }');
  await here.write('renameRun', { run: run.id, name: 'called otherwise' }, 'run { id }');
  const { loggedModel } = await here.write<{ loggedModel: { id: string } }>(
    'createLoggedModel',
    { experiment: 'demo/long', run: run.id, name: 'trees', parameters: { depth: 6 } },
    'loggedModel { id }',
  );
  await here.write('finishLoggedModel', { loggedModel: loggedModel.id, status: 'READY' }, 'loggedModel { id }');
  await here.write(
    'registerModelVersion',
    {
      ...{ model: 'demo/long', version: '3.0.0', externalVersion: '7', loggedModel: loggedModel.id },
      ...{
        parents: ['demo/churn@1.0.0'],
        config: { deep: { a: [1, null, 1e21] } },
        tags: [{ key: '__proto__', value: 'x' }],
      },
      build: { system: 'github', buildId: '12' },
    },
    'created',
  );
  await here.write('attachRun', { modelVersion: 'demo/long@3.0.0', run: run.id }, '__typename');
  await here.write('setStatus', { modelVersion: 'demo/long@3.0.0', status: 'APPROVED' }, '__typename');
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const VERSION = `
  ref digest manifest externalVersion architecture code { repository commit path dirty } config description tags status
  artifacts { path uri digest sizeBytes mediaType } build { system buildId }
  datasets { role columns datasetVersion { ref digest manifest description files { path uri } statistics } }
  environment { ref digest manifest description } parents { ref digest } loggedModel { id digest manifest }
  run { id digest manifest externalId parameters tags experiment { name } artifacts { path uri }
    inputs { role columns context tags afterEnd datasetVersion { ref } } metrics { key value step timestamp }
    metricHistory(key: "loss") { totalCount nodes { value step timestamp } } }
  runAttachment { __typename } reproducibility { verdict missing } aliases { name } model { displayName description owners }`;

/** All that the API says of the versions but for ids and who recorded them when. */
const versionsAt = async (graph: TestGraph, refs: readonly string[], token?: string) =>
  Promise.all(
    refs.map(async (ref) => {
      const query = `query ($ref: String!) { modelVersion(ref: $ref) { ${VERSION} } }`;
      const { data, errors } = await graph.ask<{ modelVersion: object }>(query, { ref }, token ? { token } : {});
      expect(errors).toBeUndefined();
      return data.modelVersion;
    }),
  );
const sizeOf = async (graph: TestGraph, token?: string) =>
  (
    await graph.ask<{ catalogStatus: { position: number }[] }>(
      '{ catalogStatus { position } ledgerCheckpoint { size } }',
      {},
      token ? { token } : {},
    )
  ).data;

test('the same state is the same bytes, and is verified without a server', async () => {
  const [first, second] = [await folder.exported(REFS, { graph: here }), await folder.exported(REFS, { graph: here })];
  expect((await readFile(first.file)).equals(await readFile(second.file))).toBe(true);
  const { things, points, contents } = await verifyBundle(first.file);
  expect(contents.leftOut).toEqual([]);
  expect(points).toBe(24);
  expect(things.map(({ kind, key }) => (kind === 'run' ? kind : key))).toEqual([
    'demo/python@1.0.0',
    'demo/customers-raw@1.0.0',
    'demo/customers@1.0.0',
    'run',
    'demo/customers-raw@1.1.0',
    'demo/customers@1.1.0',
    'run',
    'run',
    'demo/churn@1.0.0',
    'demo/churn@1.1.0',
    'demo/churn@2.0.0',
    'demo/forecast@1.0.0',
  ]);
});

test('everything is the same on the other side, and a second import adds nothing', async () => {
  const refs = [...REFS, 'demo/long@3.0.0'];
  const ann = { graph: there, token: TOKENS.ann };
  const { file } = await folder.exported(refs, { graph: here });
  expect((await importedAt(file, ann, { dryRun: true })).counts['run']).toEqual({ imported: 4, alreadyThere: 0 });
  expect((await sizeOf(there, TOKENS.ann)).catalogStatus.every(({ position }) => position === 0)).toBe(true);
  const first = await importedAt(file, ann);
  expect(first.notMoved).toEqual([]);
  expect(first.counts['points']).toEqual({ imported: 12_024, alreadyThere: 0 });
  expect(await versionsAt(there, refs, TOKENS.ann)).toEqual(await versionsAt(here, refs));
  const made =
    '{ modelVersion(ref: "demo/churn@1.1.0") { createdAt createdBy createdElsewhereAt createdElsewhereBy } }';
  const [before, after] = [await here.ask<Made>(made), await there.ask<Made>(made, {}, { token: TOKENS.ann })];
  expect(after.data.modelVersion).toMatchObject({
    createdBy: 'ann',
    createdElsewhereAt: before.data.modelVersion.createdAt,
    createdElsewhereBy: before.data.modelVersion.createdBy,
  });
  const written = await writesOf(there);
  const second = await importedAt(file, ann);
  expect(second.notMoved).toEqual([]);
  expect(Object.values(second.counts).map(({ imported }) => imported)).toEqual(Object.keys(second.counts).map(() => 0));
  expect(await writesOf(there)).toEqual(written);
  // What came from there is sealed as it was: a bundle of it is one, too.
  const back = await folder.exported(refs, ann);
  expect((await verifyBundle(back.file)).contents.roots).toEqual((await verifyBundle(file)).contents.roots);
});

interface Made {
  readonly modelVersion: Readonly<Record<string, string>>;
}

const writesOf = async (graph: TestGraph) =>
  Promise.all(
    ['models', 'datasets', 'environments', 'experiments'].map(async (name) => {
      const { manager } = graph.subgraphs.get(name)!.database;
      return (await manager.query('SELECT coalesce(max(position), 0)::int AS last FROM ledger_event'))[0].last;
    }),
  );

test('an import that is cut off again and again goes on, and what moved there since stays', async () => {
  await using cut = await createTestGraph();
  const { file } = await folder.exported(REFS, { graph: here });
  const whole = createGraphqlClient({ url: cut.url });
  let ended = false;
  for (let attempt = 0; attempt < 30 && !ended; attempt++) {
    let left = 3;
    const client = {
      query: whole.query,
      mutate: (async (...given: Parameters<typeof whole.mutate>) => {
        if (left-- === 0) throw new Error('cut off');
        return whole.mutate(...given);
      }) as typeof whole.mutate,
    };
    ended = await importedAt(file, { graph: cut }, { client }).then(
      () => true,
      (error) => {
        if (error.message !== 'cut off') throw error;
        return false;
      },
    );
  }
  expect(ended).toBe(true);
  expect(await versionsAt(cut, REFS)).toEqual(await versionsAt(here, REFS));

  await cut.ask(
    'mutation { setAlias(input: { model: "demo/churn", alias: "staging", version: "1.0.0" }) { previous { ref } } }',
  );
  expect((await importedAt(file, { graph: cut })).notMoved).toEqual([
    'the alias staging of demo/churn@2.0.0: it has moved here, and points to demo/churn@1.0.0',
  ]);
});

test('who may only read imports nothing, and is refused before anything is written', async () => {
  const { file } = await folder.exported(['demo/churn@1.0.0'], { graph: here });
  const before = await writesOf(there);
  await expect(importedAt(file, { graph: there, token: TOKENS.eve })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await writesOf(there)).toEqual(before);
});

test('other content under a name is a CONFLICT before anything is written', async () => {
  await using other = await createRegistryWorld();
  await other.write('registerDatasetVersion', { dataset: 'demo/customers', version: '1.0.0', rowCount: 1 }, 'created');
  const { file } = await folder.exported(['demo/churn@1.0.0'], { graph: here });
  const before = await writesOf(other);
  await expect(importedAt(file, { graph: other })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('demo/customers@1.0.0'),
  });
  expect(await writesOf(other)).toEqual(before);
});

test('what the exporter may not see is counted, and such a bundle is not imported', async () => {
  await using world = await createClosedWorld();
  const hidden = await folder.exported(['open/detector@1.0.0'], { graph: world, token: world.tokens.outsider });
  expect(hidden.contents.leftOut.filter(({ kind }) => kind !== 'LEDGER_EVENT')).toEqual([
    { kind: 'DATASET_VERSION', count: 1 },
    { kind: 'ENVIRONMENT_VERSION', count: 1 },
  ]);
  await verifyBundle(hidden.file);
  expect((await readFile(hidden.file)).includes('secret/')).toBe(false);
  await expect(importedAt(hidden.file, { graph: there, token: TOKENS.ann })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('was left out'),
  });
  const whole = await folder.exported(['open/detector@1.0.0'], { graph: world, token: world.tokens.all });
  expect(whole.contents.leftOut).toEqual([]);
});
