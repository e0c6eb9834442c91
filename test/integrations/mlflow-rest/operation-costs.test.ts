import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArtifacts } from '#integrations/mlflow/artifacts/open-artifacts.js';
import { createMlflowApi } from '#integrations/mlflow/rest/create-mlflow-api.js';
import { freshFolder } from '../../support/running-command.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';

let graph: TestGraph;
const asked: string[] = [];
const store = openArtifacts({ place: freshFolder(), maxBytes: 1_000_000, uploadMs: 60_000, region: 'none' });
const api = createMlflowApi({ namespace: 'mlflow', artifacts: () => store });

beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Answers a request of MLflow's client as the server does, and notes which operations it asks. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function send(method: 'GET' | 'POST', path: string, fields: Record<string, unknown>): Promise<any> {
  const answer = await api.answer({
    method,
    path: `/api/2.0/mlflow/${path}`,
    query: method === 'GET' ? (fields as Record<string, string>) : {},
    headers: {},
    body: Readable.from([]),
    json: async () => fields,
    ask: (document, variables) => {
      asked.push(/^\w+ (\w+)/.exec(document)![1]!);
      return graph.ask(document, variables) as never;
    },
    signal: new AbortController().signal,
  });
  expect(answer).toMatchObject({ status: 200 });
  return JSON.parse(String(answer.body));
}

/** The operations that a request asks, and its answer. */
async function costOf(path: string, fields: Record<string, unknown>) {
  asked.length = 0;
  const message = await send('POST', path, fields);
  return { operations: [...asked], message };
}

const points = Array.from({ length: 1_000 }, (_, index) => ({
  key: `m${index % 10}`,
  value: index,
  step: index,
  timestamp: 1_700_000_000_000 + index,
}));
const params = Array.from({ length: 20 }, (_, index) => ({ key: `p${index}`, value: String(index) }));

test('a run that is started, logs a thousand points and ends is five operations, and is answered as it is read', async () => {
  const { experiment_id } = await send('POST', 'experiments/create', { name: 'costs' });
  const created = await costOf('runs/create', { experiment_id, tags: [{ key: 'a', value: 'b' }] });
  expect(created).toMatchObject({ operations: ['PlaceById', 'StartRun'] });
  const { run_id } = created.message.run.info;
  expect(created.message).toEqual(await send('GET', 'runs/get', { run_id }));
  const logged = await costOf('runs/log-batch', {
    run_id,
    metrics: points,
    params,
    tags: [{ key: 'kind', value: 'x' }],
  });
  expect(logged).toMatchObject({ operations: ['LogBatch'] });
  const ended = await costOf('runs/update', { run_id, status: 'FINISHED', end_time: 1_700_000_001_000 });
  expect(ended).toMatchObject({ operations: ['FinishRun', 'ModelVersionsOfRun'] });
  expect(ended.message.run_info).toEqual((await send('GET', 'runs/get', { run_id })).run.info);
  expect(ended.message.run_info).toMatchObject({ status: 'FINISHED', end_time: 1_700_000_001_000 });
});

test('a version is four operations: its model with its run, its environment, and its registration, which reports the verdict', async () => {
  const { experiment_id } = await send('POST', 'experiments/create', { name: 'registers' });
  const { run_id } = (await send('POST', 'runs/create', { experiment_id })).run.info;
  for (const [file, text] of Object.entries({ MLmodel: 'flavors: {}', 'requirements.txt': 'numpy==2.0.0' }))
    await (await store).put(`runs/${run_id}/model/${file}`, Readable.from([text]), new AbortController().signal);
  await send('POST', 'runs/update', { run_id, status: 'FINISHED' });
  await send('POST', 'registered-models/create', { name: 'm' });
  const source = `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts/model`;
  await send('POST', 'model-versions/create', { name: 'm', source, run_id });
  const { operations, message } = await costOf('model-versions/create', { name: 'm', source, run_id });
  expect(operations.toSorted()).toEqual([
    'DestinationOfVersion',
    'RegisterEnvironmentOfVersion',
    'RegisterModelVersion',
    'RunOfVersion',
  ]);
  expect(message.model_version).toEqual(
    (await send('GET', 'model-versions/get', { name: 'm', version: '2' })).model_version,
  );
});
