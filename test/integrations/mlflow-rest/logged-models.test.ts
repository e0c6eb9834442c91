import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder, type RunningCommand, startCommand } from '../../support/running-command.js';

const ANN = 'a-token-of-ann-who-may-all';
const VIC = 'a-token-of-vic-who-reads';

let product: RunningCommand;

beforeAll(async () => {
  product = await startCommand(['start', '--empty'], freshFolder(), {
    PEDIGRAPH_TOKENS: `ann=${ANN},vic:VIEWER=${VIC}`,
  });
}, 120_000);

afterAll(() => product[Symbol.asyncDispose]());

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Sends as MLflow's client does; its code and status stand for a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function send(method: Method, path: string, fields?: object, token = ANN): Promise<any> {
  const query = method === 'GET' ? `?${new URLSearchParams({ ...fields })}` : '';
  const body = method === 'GET' || fields === undefined ? {} : { body: JSON.stringify(fields) };
  const url = `${product.url}/mlflow/api/2.0/mlflow/${path}${query}`;
  const answer = await fetch(url, { method, headers: headersOf(token), ...body });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const message = (await answer.json()) as any;
  return answer.ok ? message : `${answer.status} ${message.error_code}`;
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function ask(query: string, variables: object = {}): Promise<any> {
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${product.url}/graphql`, { method: 'POST', headers: headersOf(ANN), body });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const { data, errors } = (await answer.json()) as any;
  expect(errors).toBeUndefined();
  return data;
}

const idOf = (hex: string) => hex.replace(/^(?:m-)?(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const newExperiment = async (name: string) => (await send('POST', 'experiments/create', { name })).experiment_id;
const newRun = async (experiment_id: string) =>
  (await send('POST', 'runs/create', { experiment_id, start_time: 1_700_000_000_000 })).run.info.run_id;
const newModel = async (experiment_id: string, more: object = {}) =>
  (await send('POST', 'logged-models', { experiment_id, name: 'model', ...more })).model.info.model_id;
const getModel = async (id: string) => (await send('GET', `logged-models/${id}`)).model;
const put = (path: string, body: string, token = ANN) =>
  fetch(`${product.url}/mlflow/api/2.0/mlflow-artifacts/artifacts/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
const found = async (experiment_ids: string[], more: object = {}) => {
  const { models } = await send('POST', 'logged-models/search', { experiment_ids, ...more });
  return models.map(({ info }: { info: { model_id: string } }) => info.model_id);
};

test('a logged model is made, gets files, is ready, which seals their digests, and is registered with its run', async () => {
  const experiment = await newExperiment('logs models');
  const run = await newRun(experiment);
  const made = await send('POST', 'logged-models', {
    experiment_id: experiment,
    name: 'Größe',
    model_type: 'sklearn',
    source_run_id: run,
    params: [{ key: 'depth', value: '0.0' }],
    tags: [{ key: 'k', value: '' }],
  });
  const { model_id: id, artifact_uri } = made.model.info;
  expect(id).toMatch(/^m-[0-9a-f]{32}$/);
  expect(artifact_uri).toBe(`mlflow-artifacts:/${experiment}/models/${id}/artifacts`);
  await send('PATCH', `logged-models/${id}/tags`, { tags: [{ key: 'a/b', value: '1' }] });
  await send('POST', `logged-models/${id}/params`, { params: [{ key: 'later', value: 'x' }] });
  await send('POST', 'runs/outputs', { run_id: run, models: [{ model_id: id, step: 3 }] });
  const content = 'flavors: {}\nmodel_uuid: x\n';
  expect((await put(`${experiment}/models/${id}/artifacts/MLmodel`, content, VIC)).status).toBe(403);
  expect((await put(`${experiment}/models/${id}/artifacts/MLmodel`, content)).status).toBe(200);
  expect((await put(`${experiment}/models/${id}/artifacts/data/x.bin`, 'x')).status).toBe(200);
  const ready = await send('PATCH', `logged-models/${id}`, { model_id: id, status: 'LOGGED_MODEL_READY' });
  expect(ready.model).toEqual(await getModel(id));
  expect(ready.model.info).toMatchObject({
    name: 'Größe',
    status: 'LOGGED_MODEL_READY',
    model_type: 'sklearn',
    source_run_id: run,
    experiment_id: experiment,
    tags: expect.arrayContaining([
      { key: 'k', value: '' },
      { key: 'a/b', value: '1' },
    ]),
  });
  expect(ready.model.data.params).toEqual(
    expect.arrayContaining([
      { key: 'depth', value: '0.0' },
      { key: 'later', value: 'x' },
    ]),
  );
  expect(await send('GET', `logged-models/${id}/artifacts/directories`)).toEqual({
    root_uri: artifact_uri,
    files: [
      { path: 'MLmodel', is_dir: false, file_size: content.length },
      { path: 'data', is_dir: true },
    ],
  });
  expect((await send('GET', 'runs/get', { run_id: run })).run.outputs).toEqual({
    model_outputs: [{ model_id: id, step: 3 }],
  });
  const { loggedModel } = await ask(
    'query($id: ID!) { loggedModel(id: $id) { digest artifacts { path digest } run { id } } }',
    { id: idOf(id) },
  );
  expect(loggedModel.digest).toMatch(/^sha256:/);
  expect(loggedModel.artifacts).toContainEqual({
    path: 'MLmodel',
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
  });

  await send('POST', 'registered-models/create', { name: 'of-logged' });
  const source = `models:/${id}`;
  const create = (more: object) => send('POST', 'model-versions/create', { name: 'of-logged', source, ...more });
  expect(await create({})).toBe('400 INVALID_PARAMETER_VALUE');
  expect(await create({ model_id: `m-${'0'.repeat(32)}` })).toBe('400 INVALID_PARAMETER_VALUE');
  const { model_version } = await create({ model_id: id });
  expect(model_version).toMatchObject({ version: '1', source, run_id: run });
  const uri = await send('GET', 'model-versions/get-download-uri', { name: 'of-logged', version: '1' });
  expect(uri).toEqual({ artifact_uri });
  const { model } = await ask(
    '{ model(name: "mlflow/of-logged") { version(selector: "1") { loggedModel { id } artifacts { path digest } } } }',
  );
  expect(model.version.loggedModel).toEqual({ id: idOf(id) });
  expect(model.version.artifacts).toEqual(expect.arrayContaining(loggedModel.artifacts));
  const listed = (await getModel(id)).info.tags.find(({ key }: { key: string }) => key === 'mlflow.modelVersions');
  expect(JSON.parse(listed.value)).toEqual([{ name: 'of-logged', version: 1 }]);
  const place = `mlflow-artifacts:/${experiment}/models/${id}/artifacts`;
  expect((await create({ source: place, model_id: id })).model_version.run_id).toBe(run);
  expect(await create({ source: `${place}/../../x`, model_id: id })).toBe('400 INVALID_PARAMETER_VALUE');
});

test('metrics of logged models are those of their run, too, and models are found by them', async () => {
  const experiment = await newExperiment('measures models');
  const run = await newRun(experiment);
  const [good, bad] = [
    await newModel(experiment, { source_run_id: run }),
    await newModel(experiment, { name: 'other' }),
  ];
  const point = (model_id: string, value: number | string, more: object = {}) => ({
    key: 'acc',
    value,
    timestamp: 1_700_000_000_000,
    step: 0,
    model_id,
    ...more,
  });
  await send('POST', 'runs/log-metric', { run_id: run, ...point(good, 0.9) });
  const onData = { dataset_name: 'd', dataset_digest: 'abc' };
  await send('POST', 'runs/log-batch', {
    run_id: run,
    metrics: [point(bad, 'NaN', { step: 1 }), point(bad, 0.5, { step: 2, ...onData }), { ...point('', 1), key: 'own' }],
  });
  const { data } = await getModel(bad);
  expect(data.metrics).toEqual([
    { key: 'acc', value: 'NaN', step: 1, timestamp: 1_700_000_000_000, model_id: bad, run_id: run },
    { key: 'acc', value: 0.5, step: 2, timestamp: 1_700_000_000_000, model_id: bad, run_id: run, ...onData },
  ]);
  const ofRun = (await send('GET', 'runs/get', { run_id: run })).run.data.metrics;
  expect(ofRun.map(({ key }: { key: string }) => key).sort()).toEqual(['acc', 'own']);
  expect(await found([experiment], { filter: 'metrics.acc > 0.7' })).toEqual([good]);
  expect(await found([experiment], { filter: `source_run_id = '${run}'` })).toEqual([good]);
  expect(await found([experiment], { filter: `model_id IN ('${bad}')` })).toEqual([bad]);
  expect(await found([experiment], { filter: "name LIKE 'oth%'" })).toEqual([bad]);
  expect(await found([experiment], { datasets: [{ dataset_name: 'd' }] })).toEqual([bad]);
  const byMetric = [{ field_name: 'metrics.acc', ascending: true }];
  expect(await found([experiment], { order_by: byMetric })).toEqual([bad, good]);
  expect(await found([experiment], { order_by: [{ field_name: 'creation_time' }] })).toEqual([good, bad]);
  const first = await send('POST', 'logged-models/search', { experiment_ids: [experiment], max_results: 1 });
  const second = { experiment_ids: [experiment], max_results: 1, page_token: first.next_page_token };
  expect([first.models[0].info.model_id, ...(await found([experiment], second))]).toEqual([bad, good]);
  for (const faulty of [{ experiment_ids: [] }, { order_by: [{ field_name: 'params.x' }] }, { datasets: [{}] }])
    expect(await send('POST', 'logged-models/search', { experiment_ids: [experiment], ...faulty })).toBe(
      '400 INVALID_PARAMETER_VALUE',
    );
});

test('what is deleted is archived: it is neither listed nor found, unless it is asked for', async () => {
  const experiment = await newExperiment('deletes models');
  const id = await newModel(experiment, { tags: [{ key: 'k', value: 'v' }] });
  expect(await send('DELETE', `logged-models/${id}/tags/none`)).toBe('404 RESOURCE_DOES_NOT_EXIST');
  await send('DELETE', `logged-models/${id}/tags/k`);
  expect((await getModel(id)).info.tags).toEqual([]);
  await send('DELETE', `logged-models/${id}`, { model_id: id });
  expect(await send('GET', `logged-models/${id}`)).toBe('404 RESOURCE_DOES_NOT_EXIST');
  const deleted = await send('GET', `logged-models/${id}`, { allow_deleted: 'true' });
  expect(deleted.model.info.model_id).toBe(id);
  expect(await found([experiment])).toEqual([]);
  expect(await send('GET', 'logged-models/nothing')).toBe('404 RESOURCE_DOES_NOT_EXIST');
});

test('a model that failed may be ready later, and one that is ready stays as it is sealed', async () => {
  const experiment = await newExperiment('fails');
  const id = await newModel(experiment);
  const finalize = (status: string) => send('PATCH', `logged-models/${id}`, { model_id: id, status });
  expect((await finalize('LOGGED_MODEL_UPLOAD_FAILED')).model.info.status).toBe('LOGGED_MODEL_UPLOAD_FAILED');
  expect((await finalize('LOGGED_MODEL_READY')).model.info.status).toBe('LOGGED_MODEL_READY');
  await put(`${experiment}/models/${id}/artifacts/late`, 'x');
  expect((await finalize('LOGGED_MODEL_READY')).model.info.status).toBe('LOGGED_MODEL_READY');
  expect(await finalize('LOGGED_MODEL_UPLOAD_FAILED')).toBe('400 INVALID_PARAMETER_VALUE');
  expect(await send('POST', 'logged-models', { experiment_id: experiment, name: 'a/b' })).toBe(
    '400 INVALID_PARAMETER_VALUE',
  );
});

test('a run has the logged models that it read among its inputs', async () => {
  const experiment = await newExperiment('reads models');
  const [run, id] = [await newRun(experiment), await newModel(experiment)];
  await send('POST', 'runs/log-inputs', { run_id: run, models: [{ model_id: id }] });
  expect((await send('GET', 'runs/get', { run_id: run })).run.inputs).toEqual({ model_inputs: [{ model_id: id }] });
});

test('which of the two is not there, the run or the logged model, does not depend on what they are called', async () => {
  const run = await newRun(await newExperiment('same ids'));
  const point = { key: 'acc', value: 1, timestamp: 1_700_000_000_000 };
  const refusal = async (fields: object) => {
    const url = `${product.url}/mlflow/api/2.0/mlflow/runs/log-metric`;
    const answer = await fetch(url, { method: 'POST', headers: headersOf(ANN), body: JSON.stringify(fields) });
    return ((await answer.json()) as { message: string }).message;
  };
  expect(await refusal({ run_id: run, model_id: `m-${run}`, ...point })).toContain('there is no logged model');
  const none = 'f'.repeat(32);
  expect(await refusal({ run_id: none, ...point })).toBe(`Run with id=${none} not found`);
  await send('POST', 'runs/delete', { run_id: run });
  expect(await refusal({ run_id: run, ...point })).toContain("must be in the 'active' state");
});
