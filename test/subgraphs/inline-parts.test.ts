import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) {
    created
    bump { level }
    modelVersion {
      id ref
      build { system buildId }
      datasets { role datasetVersion { ref derivedFrom { ref } } }
      environment { ref }
      run { id status parameters metrics { key value } experiment { name } environment { ref } inputs { datasetVersion { ref } } }
      reproducibility { verdict missing }
    }
  }
}`;
const NEXT = `query ($input: RegisterModelVersionInput!) {
  previewModelVersion(input: $input) { created version ref bump { level reasons } verdict missing }
}`;
const EVERYTHING = `{
  models(first: 1) { totalCount } datasets(first: 1) { totalCount }
  environments(first: 1) { totalCount } experiments(first: 1) { totalCount }
}`;

let unit = 0;
beforeEach(() => void unit++);
const file = (path: string, content: string) => ({ path, uri: `s3://acme/${path}`, digest: digestOf(content) });
const whole = (over: { content?: string; parts?: object } = {}) => ({
  model: `unit-${unit}/detector`,
  architecture: 'trees',
  code: { repository: 'https://git.example.org/acme/fraud.git', commit: 'c0ffee0' },
  artifacts: [file('model.onnx', 'weights')],
  datasets: [{ role: 'TRAINING', ref: `unit-${unit}/clean` }],
  build: { system: 'gitlab-ci', buildId: '17' },
  parts: {
    datasets: [
      { dataset: `unit-${unit}/raw`, files: [file('raw.csv', `raw ${over.content ?? ''}`)] },
      { dataset: `unit-${unit}/clean`, files: [file('clean.csv', 'clean')], derivedFrom: [`unit-${unit}/raw`] },
    ],
    environment: { environment: `unit-${unit}/train`, image: `registry.example.org/train@${digestOf('image')}` },
    run: {
      experiment: `unit-${unit}/nightly`,
      name: 'night 17',
      parameters: { depth: 6 },
      metrics: [
        { key: 'auc', value: 0.9, step: 1 },
        { key: 'loss', value: 'NaN', step: 1 },
      ],
    },
    ...over.parts,
  },
});

test('one request registers data, environment, run and version, each with its owner', async () => {
  const { data, errors } = await graph.ask<Registered>(REGISTER, { input: whole() });
  expect(errors).toBeUndefined();
  expect(data.registerModelVersion).toEqual({
    created: true,
    bump: { level: 'INITIAL' },
    modelVersion: {
      id: expect.any(String),
      ref: `unit-${unit}/detector@1.0.0`,
      build: { system: 'gitlab-ci', buildId: '17' },
      datasets: [
        {
          role: 'TRAINING',
          datasetVersion: { ref: `unit-${unit}/clean@1.0.0`, derivedFrom: [{ ref: `unit-${unit}/raw@1.0.0` }] },
        },
      ],
      environment: { ref: `unit-${unit}/train@1.0.0` },
      run: {
        id: expect.any(String),
        status: 'FINISHED',
        parameters: { depth: 6 },
        metrics: [
          { key: 'auc', value: 0.9 },
          { key: 'loss', value: 'NaN' },
        ],
        experiment: { name: `unit-${unit}/nightly` },
        environment: { ref: `unit-${unit}/train@1.0.0` },
        inputs: [{ datasetVersion: { ref: `unit-${unit}/clean@1.0.0` } }],
      },
      reproducibility: { verdict: 'REPRODUCIBLE', missing: [] },
    },
  });
});

test('the build stands in the ledger under the names of the first release, whatever the API calls them', async () => {
  const input = { ...whole(), build: { system: 'gitlab-ci', buildId: '17', gitRef: 'main' } };
  const { data } = await graph.ask<Registered>(REGISTER, { input });
  const { manager } = graph.subgraphs.get('models')!.database;
  const events = await manager.query(
    "SELECT payload->'build' AS build FROM ledger_event WHERE subject = $1 AND payload ? 'build'",
    [data.registerModelVersion.modelVersion.ref],
  );
  expect(events).toEqual([{ build: { system: 'gitlab-ci', run: '17', ref: 'main' } }]);
});

test('the same request again finds everything it would make', async () => {
  const first = await graph.ask<Registered>(REGISTER, { input: whole() });
  const again = await graph.ask<Registered>(REGISTER, { input: whole() });
  const { created, modelVersion } = again.data.registerModelVersion;
  expect(created).toBe(false);
  expect(modelVersion).toEqual(first.data.registerModelVersion.modelVersion);
});

test('a change far down in the data makes the next version a MINOR', async () => {
  await graph.ask(REGISTER, { input: whole() });
  const { data } = await graph.ask<Registered>(REGISTER, { input: whole({ content: 'of another day' }) });
  expect(data.registerModelVersion).toMatchObject({
    bump: { level: 'MINOR' },
    modelVersion: {
      ref: `unit-${unit}/detector@1.1.0`,
      datasets: [{ datasetVersion: { ref: `unit-${unit}/clean@1.0.1` } }],
    },
  });
});

test('previewModelVersion answers the same and writes nothing, neither the parts nor the version', async () => {
  const before = await graph.ask(EVERYTHING);
  const { data, errors } = await graph.ask(NEXT, { input: whole() });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    previewModelVersion: {
      created: true,
      version: '1.0.0',
      ref: `unit-${unit}/detector@1.0.0`,
      bump: { level: 'INITIAL', reasons: expect.any(Array) },
      verdict: 'REPRODUCIBLE',
      missing: [],
    },
  });
  expect(await graph.ask(EVERYTHING)).toEqual(before);
});

test('previewModelVersion knows content that is registered already', async () => {
  const { parts: _, ...input } = { ...whole(), datasets: [] };
  await graph.ask(REGISTER, { input });
  const { data } = await graph.ask<{ previewModelVersion: object }>(NEXT, { input });
  expect(data.previewModelVersion).toMatchObject({ created: false, version: '1.0.0' });
});

test.each([
  [
    'a malformed digest in a dataset',
    () => whole({ parts: { datasets: [{ dataset: 'acme/raw', files: [{ path: 'a', uri: 'b', digest: 'md5' }] }] } }),
    'BAD_USER_INPUT',
  ],
  [
    'a file twice in the version',
    () => ({ ...whole(), artifacts: [file('a', '1'), file('a', '2')] }),
    'BAD_USER_INPUT',
  ],
  [
    'a dataset that neither is registered nor comes along',
    () => ({ ...whole(), datasets: [{ role: 'TEST', ref: 'acme/nowhere@1.0.0' }] }),
    'REFERENCE_NOT_FOUND',
  ],
  [
    'a bare name that does not come along',
    () => ({ ...whole(), datasets: [{ ref: 'acme/nowhere' }] }),
    'BAD_USER_INPUT',
  ],
  [
    'a source that comes after what derives from it',
    () => whole({ parts: { datasets: [...whole().parts.datasets].reverse() } }),
    'BAD_USER_INPUT',
  ],
  ['an environment both named and told', () => ({ ...whole(), environment: 'acme/train@1.0.0' }), 'BAD_USER_INPUT'],
  ['a parent that is not registered', () => ({ ...whole(), parents: ['acme/nothing@1.0.0'] }), 'REFERENCE_NOT_FOUND'],
])('%s leaves nothing behind, not even the parts', async (_name, input, code) => {
  const before = await graph.ask(EVERYTHING);
  const { errors } = await graph.ask<Registered>(REGISTER, { input: input() });
  expect(errors?.[0]?.extensions.code).toBe(code);
  expect(await graph.ask(EVERYTHING)).toEqual(before);
});

interface Registered {
  readonly registerModelVersion: { readonly created: boolean; readonly modelVersion: { readonly ref: string } };
}
