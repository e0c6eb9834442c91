import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, type TemporaryStore, versionMeta } from './mlflow-fixture.js';

const ENDED = 'a'.repeat(32);
const OPEN = 'b'.repeat(32);

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const imported = (files: TemporaryStore, namespace: string) =>
  importMlflow({ source: files.root, client: createGraphqlClient({ url: graph.url }), namespace });

const SCHEMA = '{"mlflow_colspec": [{"type": "double", "name": "ü"}]}';

function dataset(id: string, name: string, digest: string): Record<string, string> {
  const meta = { name, digest, source_type: 'local', source: '{"uri": "iris.csv"}', schema: SCHEMA };
  const lines = Object.entries(meta).map(([key, text]) => `${key}: ${JSON.stringify(text)}\n`);
  return { [`1/datasets/${id}/meta.yaml`]: lines.join('') };
}

function input(run: string, id: string, context?: string): Record<string, string> {
  const tags = context === undefined ? '{}' : `\n  mlflow.data.context: ${JSON.stringify(context)}`;
  const meta = `source_type: DATASET\nsource_id: ${id}\ndestination_type: RUN\ndestination_id: ${run}\ntags: ${tags}\n`;
  return { [`1/${run}/inputs/${id}/meta.yaml`]: meta };
}

function createRuns() {
  const source = `file:///srv/mlruns/1/${ENDED}/artifacts/model`;
  return createStore({
    '1/meta.yaml': experimentMeta('1', 'data'),
    ...dataset('d1', 'iris', 'abcd1234'),
    ...dataset('d2', 'my data', 'ffff0000'),
    ...dataset('d3', 'my-data', 'ffff0000'),
    ...dataset('d4', 'x'.repeat(501), 'ffff0000'),
    [`1/${ENDED}/meta.yaml`]: runMeta(ENDED),
    ...input(ENDED, 'd1', 'training'),
    ...input(ENDED, 'd2', 'eval of May'),
    ...input(ENDED, 'd4'),
    [`1/${OPEN}/meta.yaml`]: runMeta(OPEN, { status: '1', end_time: 'null' }),
    ...input(OPEN, 'd3'),
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { run_id: ENDED, source, user_id: 'ann' }),
    'models/m/version-2/meta.yaml': versionMeta(2, { run_id: OPEN, source: 's3://gone/model' }),
  });
}

const STATE = `query ($experiment: String!, $ended: String!, $open: String!, $one: String!, $two: String!) {
  ended: runByExternalId(experiment: $experiment, externalId: $ended) { digest inputs { ...input } }
  open: runByExternalId(experiment: $experiment, externalId: $open) { id status inputs { ...input } }
  one: modelVersion(ref: $one) { createdElsewhereAt createdElsewhereBy datasets { role datasetVersion { ref } } }
  two: modelVersion(ref: $two) { digest run { externalId } runAttachment { actor } }
}
fragment input on RunInput { role context tags afterEnd datasetVersion {
  ref externalDigest { algorithm value } external { name sourceType source schema profile }
} }`;

interface State {
  readonly ended: { readonly digest: string };
  readonly two: { readonly digest: string };
}

async function stateOf(namespace: string): Promise<State> {
  const runs = { experiment: `${namespace}/data`, ended: `mlflow:${ENDED}`, open: `mlflow:${OPEN}` };
  const { data } = await graph.ask<State>(STATE, { ...runs, one: `${namespace}/m@1`, two: `${namespace}/m@2` });
  return data;
}

test('what a run reads is sealed with it, under the digest and in the words of MLflow, and its versions rest on it', async () => {
  await using files = await createRuns();
  const report = await imported(files, 'read');
  expect(report.counts.datasets).toEqual({ inStore: 4, imported: 3, alreadyThere: 0, skipped: 1 });
  expect(report.skips).toEqual([
    {
      kind: 'dataset',
      path: `1/${ENDED}/inputs/${'x'.repeat(80)}…`,
      reason: 'has a name that has 501 characters, more than the 500 that are taken',
    },
  ]);
  const iris = {
    ref: 'read/iris@1.0.0',
    externalDigest: { algorithm: 'mlflow', value: 'abcd1234' },
    external: { name: 'iris', sourceType: 'local', source: '{"uri": "iris.csv"}', schema: SCHEMA, profile: null },
  };
  const tags = (context: string) => ({ 'mlflow.data.context': context });
  expect(await stateOf('read')).toMatchObject({
    ended: {
      inputs: [
        { role: 'TRAINING', context: 'training', tags: tags('training'), afterEnd: false, datasetVersion: iris },
        {
          ...{ role: 'EVALUATION', context: 'eval of May', tags: tags('eval of May'), afterEnd: false },
          datasetVersion: { ref: expect.stringMatching(/^read\/my-data-[0-9a-f]{8}@1\.0\.0$/) },
        },
      ],
    },
    open: { inputs: [{ role: 'OTHER', context: null, tags: {}, datasetVersion: { ref: 'read/my-data@1.0.0' } }] },
    one: {
      createdElsewhereAt: '2024-05-05T09:04:49.670Z',
      createdElsewhereBy: 'ann',
      datasets: [
        { role: 'TRAINING', datasetVersion: { ref: 'read/iris@1.0.0' } },
        { role: 'EVALUATION', datasetVersion: { ref: expect.stringContaining('read/my-data-') } },
      ],
    },
  });
  const again = await imported(files, 'read');
  expect(again.changes).toEqual([]);
  expect(again.counts.datasets).toMatchObject({ imported: 0 });
});

test('what is read after the end stands beside what is sealed', async () => {
  await using files = await createRuns();
  await imported(files, 'later');
  const before = await stateOf('later');
  for (const [file, text] of Object.entries(input(ENDED, 'd3', 'test'))) {
    await mkdir(path.dirname(path.join(files.root, file)), { recursive: true });
    await writeFile(path.join(files.root, file), text);
  }
  expect((await imported(files, 'later')).changes).toEqual([
    { path: `1/${ENDED}`, remark: 'datasets that it reads: 1, noted beside what is sealed' },
  ]);
  const after = await stateOf('later');
  expect(after.ended).toMatchObject({
    digest: before.ended.digest,
    inputs: [{}, {}, { role: 'TEST', afterEnd: true, datasetVersion: { ref: 'later/my-data@1.0.0' } }],
  });
  expect((await imported(files, 'later')).changes).toEqual([]);
});

test('a version whose run ended after it was imported gets its run, and what is sealed of it stays', async () => {
  await using files = await createRuns();
  const first = await imported(files, 'attached');
  expect(first.remarks).toContainEqual({
    path: 'models/m/version-2',
    remark: `has no run: ${OPEN} has not ended`,
  });
  const before = await stateOf('attached');
  expect(before.two).toMatchObject({ run: null, runAttachment: null });
  await writeFile(path.join(files.root, `1/${OPEN}/meta.yaml`), runMeta(OPEN));
  expect((await imported(files, 'attached')).changes).toEqual([
    { path: `1/${OPEN}`, remark: 'ended in MLflow as FINISHED: sealed' },
    {
      path: 'models/m/version-2',
      remark: `its run ${OPEN} is attached, which was not sealed when it was registered`,
    },
  ]);
  const after = await stateOf('attached');
  expect(after.two).toMatchObject({ digest: before.two.digest, run: { externalId: `mlflow:${OPEN}` } });
  expect(after.two).toHaveProperty('runAttachment.actor');
  expect((await imported(files, 'attached')).changes).toEqual([]);
});
