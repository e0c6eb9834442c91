import { appendFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, type TemporaryStore, versionMeta } from './mlflow-fixture.js';

const RUN = 'a'.repeat(32);
const READER = '0'.repeat(32);
const READY = `m-${'1'.repeat(32)}`;
const PENDING = `m-${'2'.repeat(32)}`;
const LOST = `m-${'3'.repeat(32)}`;

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const imported = (files: TemporaryStore, namespace: string) =>
  importMlflow({ source: files.root, client: createGraphqlClient({ url: graph.url }), namespace });

function meta(id: string, over: Readonly<Record<string, string>> = {}): string {
  const lines = {
    ...{ model_id: id, name: 'iris-model', model_type: 'agent', source_run_id: RUN, status: '2' },
    ...{ creation_timestamp: '1714741043098', lifecycle_stage: 'active' },
    artifact_location: `file:///Users/someone/mlruns/1/models/${id}/artifacts`,
    ...over,
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

function createLoggedModels() {
  const link = (type: string) => `source_type: ${type}\nsource_id: ${READY}\nstep: 7\n`;
  return createStore({
    '1/meta.yaml': experimentMeta('1', 'logged'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/${RUN}/outputs/${READY}/meta.yaml`]: link('RUN_OUTPUT'),
    [`1/${READER}/meta.yaml`]: runMeta(READER),
    [`1/${READER}/inputs/x/meta.yaml`]: link('MODEL'),
    [`1/${READER}/outputs/${LOST}/meta.yaml`]: `source_type: RUN_OUTPUT\nsource_id: ${LOST}\n`,
    [`1/models/${READY}/meta.yaml`]: meta(READY),
    [`1/models/${READY}/params/depth`]: '3',
    [`1/models/${READY}/tags/kind`]: 'base',
    [`1/models/${READY}/metrics/auc`]: `1714741043100 0.5 1 ${RUN} iris abcd1234\n1714741043200 0.75 2 ${RUN}\n`,
    [`1/models/${READY}/metrics/late`]: `4000000000000 0.5 1 ${RUN}\n`,
    [`1/models/${READY}/artifacts/MLmodel`]: 'flavors: {}\n',
    [`1/models/${READY}/artifacts/model.pkl`]: 'weights',
    [`1/models/${PENDING}/meta.yaml`]: meta(PENDING, { status: '1', source_run_id: 'null', name: 'open' }),
  });
}

const STATE = `query ($experiment: String!, $run: String!, $reader: String!, $ready: String!, $pending: String!) {
  run: runByExternalId(experiment: $experiment, externalId: $run) { loggedModels { step loggedModel { externalId } } }
  reader: runByExternalId(experiment: $experiment, externalId: $reader) { readLoggedModels { externalId } }
  ready: loggedModelByExternalId(experiment: $experiment, externalId: $ready) {
    name modelType status digest archivedAt artifactLocation createdElsewhereAt run { externalId } parameters tags
    metrics { key value step datasetName datasetDigest run { externalId } } artifacts { path uri digest }
  }
  pending: loggedModelByExternalId(experiment: $experiment, externalId: $pending) { name status digest run { id } }
}`;

interface State {
  readonly ready: { readonly digest: string };
}

async function stateOf(namespace: string): Promise<State> {
  const { data, errors } = await graph.ask<State>(STATE, {
    ...{ experiment: `${namespace}/logged`, run: `mlflow:${RUN}`, reader: `mlflow:${READER}` },
    ...{ ready: `mlflow:${READY}`, pending: `mlflow:${PENDING}` },
  });
  expect(errors).toBeUndefined();
  return data;
}

test('logged models are here with all that MLflow has of them, and runs with those that they made and read', async () => {
  await using files = await createLoggedModels();
  const report = await imported(files, 'models');
  expect(report.counts.loggedModels).toEqual({ inStore: 2, imported: 2, alreadyThere: 0, skipped: 0 });
  expect(report.skips.map(({ path: place, reason }) => `${place}: ${reason}`)).toEqual([
    `1/${READER}/outputs: that it made the logged model ${LOST}, which was not imported`,
    `1/models/${READY}/metrics/late: a point was left out: it (step 1) lies in the future (2096-10-02T07:06:40.000Z)`,
  ]);
  const location = `file:///Users/someone/mlruns/1/models/${READY}/artifacts`;
  const externalId = `mlflow:${RUN}`;
  expect(await stateOf('models')).toMatchObject({
    run: { loggedModels: [{ step: 7, loggedModel: { externalId: `mlflow:${READY}` } }] },
    reader: { readLoggedModels: [{ externalId: `mlflow:${READY}` }] },
    ready: {
      ...{ name: 'iris-model', modelType: 'agent', status: 'READY', archivedAt: null, artifactLocation: location },
      ...{ createdElsewhereAt: '2024-05-03T12:57:23.098Z', run: { externalId }, parameters: { depth: '3' } },
      tags: { kind: 'base' },
      digest: expect.stringMatching(/^sha256:/),
      metrics: expect.arrayContaining([
        { key: 'auc', value: 0.5, step: 1, datasetName: 'iris', datasetDigest: 'abcd1234', run: { externalId } },
        { key: 'auc', value: 0.75, step: 2, datasetName: null, datasetDigest: null, run: { externalId } },
      ]),
      artifacts: [
        { path: 'MLmodel', uri: `${location}/MLmodel`, digest: expect.stringMatching(/^sha256:/) },
        { path: 'model.pkl', uri: `${location}/model.pkl`, digest: expect.stringMatching(/^sha256:/) },
      ],
    },
    pending: { name: 'open', status: 'PENDING', digest: null, run: null },
  });
  const again = await imported(files, 'models');
  expect(again.changes).toEqual([]);
  expect(again.counts.loggedModels).toMatchObject({ imported: 0, alreadyThere: 2 });
  expect(again.metricPoints).toBe(0);
});

test('a version that was registered from a logged model pins it', async () => {
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'logged'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/models/${READY}/meta.yaml`]: meta(READY),
    'models/m/meta.yaml': 'name: m\ncreation_timestamp: 1714741043098\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { run_id: RUN, model_id: READY }),
    'models/m/version-2/meta.yaml': versionMeta(2, { run_id: RUN, model_id: LOST }),
  });
  const report = await imported(files, 'registered');
  const ofVersion = report.remarks.filter(({ path: place }) => place.includes('version-2'));
  expect(ofVersion.map(({ remark }) => remark)).toContain(`names the logged model ${LOST}, which was not imported`);
  const { data } = await graph.ask(
    'query ($one: String!, $two: String!) { one: modelVersion(ref: $one) { loggedModel { externalId } } two: modelVersion(ref: $two) { loggedModel { id } } }',
    { one: 'registered/m@1', two: 'registered/m@2' },
  );
  expect(data).toEqual({ one: { loggedModel: { externalId: `mlflow:${READY}` } }, two: { loggedModel: null } });
  expect((await imported(files, 'registered')).changes).toEqual([]);
});

test('what changes of a logged model in MLflow is followed, and nothing that is sealed', async () => {
  await using files = await createLoggedModels();
  await imported(files, 'followed');
  const before = await stateOf('followed');
  const at = (file: string) => path.join(files.root, `1/models/${file}`);
  await appendFile(at(`${READY}/metrics/auc`), `1714741043300 0.8 3 ${RUN}\n`);
  await writeFile(at(`${READY}/tags/kind`), 'better');
  await writeFile(at(`${READY}/meta.yaml`), meta(READY, { lifecycle_stage: 'deleted' }));
  await writeFile(at(`${PENDING}/meta.yaml`), meta(PENDING, { status: '3', source_run_id: 'null', name: 'open' }));
  const { changes } = await imported(files, 'followed');
  expect(changes.map(({ path: place, remark }) => `${place}: ${remark}`)).toEqual([
    `1/models/${READY}: metrics: auc`,
    `1/models/${READY}: deleted in MLflow: archived`,
    `1/models/${READY}: tags: kind set`,
    `1/models/${PENDING}: is FAILED in MLflow: noted`,
  ]);
  expect(await stateOf('followed')).toMatchObject({
    ready: { digest: before.ready.digest, archivedAt: expect.any(String), tags: { kind: 'better' } },
    pending: { status: 'FAILED' },
  });
  await writeFile(at(`${READY}/meta.yaml`), meta(READY));
  await rm(at(`${READY}/tags/kind`));
  const last = await imported(files, 'followed');
  expect(last.changes).toEqual([{ path: `1/models/${READY}`, remark: 'not deleted in MLflow: restored' }]);
  expect(last.remarks).toContainEqual({
    path: `1/models/${READY}`,
    remark: 'the tag kind is another here than in MLflow and than it was imported, and stays so',
  });
  expect((await imported(files, 'followed')).changes).toEqual([]);
});

test('points of one moment are compared by their values, and only what is new is counted', async () => {
  await using files = await createLoggedModels();
  const auc = path.join(files.root, `1/models/${READY}/metrics/tied`);
  await writeFile(auc, `1714741043100 0.9 1 ${RUN}\n1714741043100 0.5 1 ${RUN}\n1714741043100 nan 1 ${RUN}\n`);
  await imported(files, 'tied');
  const again = await imported(files, 'tied');
  expect([again.changes, again.metricPoints]).toEqual([[], 0]);
  await appendFile(auc, `1714741043200 0.1 1 ${RUN}\n`);
  const last = await imported(files, 'tied');
  expect(last.changes).toEqual([{ path: `1/models/${READY}`, remark: 'metrics: tied' }]);
  expect(last.metricPoints).toBe(1);
});

test('a parameter that is another in MLflow than it was imported stays, and is reported', async () => {
  await using files = await createLoggedModels();
  await imported(files, 'parameters');
  await writeFile(path.join(files.root, `1/models/${READY}/params/depth`), '4');
  await writeFile(path.join(files.root, `1/models/${READY}/params/width`), '5');
  const { changes, remarks } = await imported(files, 'parameters');
  expect(changes).toEqual([{ path: `1/models/${READY}`, remark: 'parameters: width' }]);
  expect(remarks).toContainEqual({
    path: `1/models/${READY}`,
    remark: 'the parameter depth is another than was imported, and stays as it was',
  });
});

test('a logged model of another store in a namespace below is none of this one', async () => {
  await using other = await createStore({
    '1/meta.yaml': experimentMeta('1', 'logged'),
    [`1/models/${LOST}/meta.yaml`]: meta(LOST, { source_run_id: 'null' }),
  });
  await imported(other, 'above/below');
  await using files = await createLoggedModels();
  const { skips } = await imported(files, 'above');
  expect(skips).toContainEqual({
    kind: 'output',
    path: `1/${READER}/outputs`,
    reason: `that it made the logged model ${LOST}, which was not imported`,
  });
});

test('logged models that were imported just now are not asked for one by one', async () => {
  await using files = await createLoggedModels();
  const client = createGraphqlClient({ url: graph.url });
  let lookups = 0;
  const query: typeof client.query = (document, variables) => {
    lookups += document.split('loggedModelByExternalId(').length - 1;
    return client.query(document, variables);
  };
  await importMlflow({ source: files.root, client: { ...client, query }, namespace: 'counted' });
  // Two of the source, and the one that is not there.
  expect(lookups).toBe(3);
});
