import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreReader } from '#platform/verification/store-reader.js';
import { readUnfinished, unfinishedInWords } from '#process/unfinished-registrations.js';
import { asOwner } from '../support/as-owner.js';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { id version run { id } } }
}`;

interface Registered {
  readonly registerModelVersion: {
    readonly created: boolean;
    readonly modelVersion: { readonly id: string; readonly version: string; readonly run: { readonly id: string } };
  };
}

const file = (path: string, content: string) => ({ path, uri: `s3://acme/${path}`, digest: digestOf(content) });
const inputOf = (unit: string, over: Record<string, unknown> = {}) => ({
  model: `${unit}/detector`,
  architecture: 'trees',
  code: { repository: 'https://git.example.org/acme/fraud.git', commit: 'c0ffee0' },
  artifacts: [file('model.onnx', 'weights')],
  datasets: [{ role: 'TRAINING', ref: `${unit}/clean` }],
  parts: {
    datasets: [
      { dataset: `${unit}/raw`, files: [file('raw.csv', 'raw')] },
      { dataset: `${unit}/clean`, files: [file('clean.csv', 'clean')], derivedFrom: [`${unit}/raw`] },
    ],
    environment: { environment: `${unit}/train`, image: `registry.example.org/train@${digestOf('image')}` },
    run: {
      experiment: `${unit}/nightly`,
      name: 'night 17',
      parameters: { depth: 6 },
      metrics: [{ key: 'auc', value: 0.9, step: 1 }],
    },
  },
  ...over,
});

async function registerAll(inputs: readonly object[]) {
  const answers = await Promise.all(inputs.map((input) => graph.ask<Registered>(REGISTER, { input })));
  return {
    codes: [...new Set(answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? []))],
    registered: answers.flatMap(({ data }) => (data?.registerModelVersion == null ? [] : [data.registerModelVersion])),
  };
}

/** How many rows the parts of a unit have, by what they are. */
async function partsOf(unit: string) {
  const { data } = await graph.ask<Record<string, never>>(
    `{ raw: dataset(name: "${unit}/raw") { versions(first: 1) { totalCount } }
       clean: dataset(name: "${unit}/clean") { versions(first: 1) { totalCount } }
       environment(name: "${unit}/train") { versions(first: 1) { totalCount } }
       experiment(name: "${unit}/nightly") { runs(first: 1) { totalCount } } }`,
  );
  return data;
}
const ONE_OF_EACH = {
  raw: { versions: { totalCount: 1 } },
  clean: { versions: { totalCount: 1 } },
  environment: { versions: { totalCount: 1 } },
  experiment: { runs: { totalCount: 1 } },
};

test('fifty equal registrations at once end as one version, with its parts once', async () => {
  const { codes, registered } = await registerAll(Array.from({ length: 50 }, () => inputOf('equal')));
  expect(codes).toEqual([]);
  expect(registered).toHaveLength(50);
  expect(registered.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(registered.map(({ modelVersion }) => modelVersion.id)).size).toBe(1);
  expect(await partsOf('equal')).toEqual(ONE_OF_EACH);
});

test('different versions with the same new parts at once are all registered, on the same parts', async () => {
  const inputs = Array.from({ length: 30 }, (_, threshold) => inputOf('shared', { config: { threshold } }));
  const { codes, registered } = await registerAll(inputs);
  expect(codes).toEqual([]);
  expect(registered.map(({ created }) => created)).toEqual(Array<boolean>(30).fill(true));
  expect(new Set(registered.map(({ modelVersion }) => modelVersion.version)).size).toBe(30);
  expect(new Set(registered.map(({ modelVersion }) => modelVersion.run.id)).size).toBe(1);
  expect(await partsOf('shared')).toEqual(ONE_OF_EACH);
});

test('different models with the same new parts at once are all registered', async () => {
  const inputs = Array.from({ length: 20 }, (_, index) => inputOf('models', { model: `models/number-${index}` }));
  const { codes, registered } = await registerAll(inputs);
  expect(codes).toEqual([]);
  expect(registered.filter(({ created }) => created)).toHaveLength(20);
  expect(await partsOf('models')).toEqual(ONE_OF_EACH);
});

test('parts of the same names and other content at once each become a version of their own', async () => {
  const inputs = Array.from({ length: 8 }, (_, index) => {
    const input = inputOf('apart');
    const datasets = [{ dataset: 'apart/clean', files: [file('clean.csv', `clean ${index}`)] }];
    return { ...input, parts: { ...input.parts, datasets } };
  });
  const { codes, registered } = await registerAll(inputs);
  expect(codes).toEqual([]);
  expect(new Set(registered.map(({ modelVersion }) => modelVersion.version)).size).toBe(8);
  expect(await partsOf('apart')).toMatchObject({ clean: { versions: { totalCount: 8 } } });
});

const UNFINISHED =
  '{ unfinishedRegistrations(first: 10) { totalCount nodes { model actor parts { kind name digest } } } }';

test('parts that a failure leaves without their version are told, until the same registration finishes', async () => {
  const models = graph.subgraphs.get('models')!;
  // It lets a dry run pass, and fails the commit of a version: just between its parts and itself.
  await asOwner(
    models,
    `CREATE FUNCTION models.fail() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'; END $$`,
    `CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON models.model_version
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION models.fail()`,
  );
  const failed = await registerAll([inputOf('left')]);
  await asOwner(models, 'DROP FUNCTION models.fail() CASCADE');
  expect(failed.registered).toEqual([]);
  expect(await partsOf('left')).toEqual(ONE_OF_EACH);

  interface Unfinished {
    readonly unfinishedRegistrations: {
      readonly nodes: readonly { readonly parts: readonly { kind: string; name: string; digest: string | null }[] }[];
    };
  }
  const { data } = await graph.ask<Unfinished>(UNFINISHED);
  const digest = expect.stringMatching(/^sha256:/);
  expect(data.unfinishedRegistrations).toEqual({
    totalCount: 1,
    nodes: [
      {
        model: 'left/detector',
        actor: 'anonymous',
        parts: [
          { kind: 'DATASET_VERSION', name: 'left/raw', digest },
          { kind: 'DATASET_VERSION', name: 'left/clean', digest },
          { kind: 'ENVIRONMENT_VERSION', name: 'left/train', digest },
          { kind: 'RUN', name: 'left/nightly', digest: null },
        ],
      },
    ],
  });
  // What `pedigraph verify` reads, and says at its end.
  const reader = { query: (sql: string) => models.database.manager.query(sql) } as StoreReader;
  expect(unfinishedInWords(await readUnfinished(reader))).toEqual([
    '1 registration has parts and no version; the same registration again finishes it:',
    expect.stringMatching(
      /^ {2}left\/detector, by anonymous, .*Z: DATASET_VERSION left\/raw@sha256:\w{64}, .*, RUN left\/nightly$/,
    ),
  ]);
  for (const { kind, name, digest } of data.unfinishedRegistrations.nodes[0]!.parts) {
    if (kind === 'RUN') continue;
    const field = kind === 'DATASET_VERSION' ? 'datasetVersion' : 'environmentVersion';
    const found = await graph.ask<Record<string, unknown>>(`{ ${field}(ref: "${name}@${digest}") { version } }`);
    expect(found.data).toEqual({ [field]: { version: '1.0.0' } });
  }

  const { registered } = await registerAll([inputOf('left')]);
  expect(registered).toMatchObject([{ created: true, modelVersion: { version: '1.0.0' } }]);
  expect(await partsOf('left')).toEqual(ONE_OF_EACH);
  expect((await graph.ask<Unfinished>(UNFINISHED)).data.unfinishedRegistrations.nodes).toEqual([]);
  expect(unfinishedInWords(await readUnfinished(reader))).toEqual([]);
});
