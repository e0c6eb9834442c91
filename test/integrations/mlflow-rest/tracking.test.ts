import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder, type RunningCommand, startCommand } from '../../support/running-command.js';

const TOKEN = 'a-token-that-only-ann-has';

let product: RunningCommand;

beforeAll(async () => {
  product = await startCommand(['start', '--empty'], freshFolder(), { PEDIGRAPH_TOKENS: `ann=${TOKEN}` });
}, 120_000);

afterAll(() => product[Symbol.asyncDispose]());

const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };

/** Sends as MLflow's client does; its code and status stand for a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function send(method: 'GET' | 'POST', path: string, fields: Record<string, unknown> = {}): Promise<any> {
  const query = method === 'GET' ? `?${new URLSearchParams(fields as Record<string, string>)}` : '';
  const body = method === 'GET' ? {} : { body: JSON.stringify(fields) };
  const answer = await fetch(`${product.url}/mlflow/api/2.0/mlflow/${path}${query}`, { method, headers, ...body });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const message = (await answer.json()) as any;
  return answer.ok ? message : `${answer.status} ${message.error_code}`;
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function ask(query: string, variables: object): Promise<any> {
  const answer = await fetch(`${product.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  return ((await answer.json()) as any).data;
}

const post = (path: string, fields: Record<string, unknown>) => send('POST', path, fields);
const get = (path: string, fields: Record<string, unknown>) => send('GET', path, fields);
const newExperiment = async (name: string) => (await post('experiments/create', { name })).experiment_id;
const newRun = async (experiment_id: string, more: object = {}) =>
  (await post('runs/create', { experiment_id, start_time: 1_700_000_000_000, ...more })).run.info.run_id;
const idOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

test('an experiment of any name is made once, found, renamed, tagged, deleted and restored', async () => {
  const id = await newExperiment('Größe / 大');
  expect(await post('experiments/create', { name: 'Größe / 大' })).toBe('400 RESOURCE_ALREADY_EXISTS');
  expect((await get('experiments/get-by-name', { experiment_name: 'Größe / 大' })).experiment.experiment_id).toBe(id);
  await post('experiments/update', { experiment_id: id, new_name: 'Größe' });
  expect(await get('experiments/get-by-name', { experiment_name: 'Größe / 大' })).toBe('404 RESOURCE_DOES_NOT_EXIST');
  await post('experiments/set-experiment-tag', { experiment_id: id, key: 'k', value: 'v' });
  await post('experiments/delete', { experiment_id: id });
  const { experiment } = await get('experiments/get', { experiment_id: id });
  expect(experiment).toMatchObject({ name: 'Größe', lifecycle_stage: 'deleted', tags: [{ key: 'k', value: 'v' }] });
  expect(await post('runs/create', { experiment_id: id })).toBe('400 INVALID_PARAMETER_VALUE');
  await post('experiments/restore', { experiment_id: id });
  expect(await post('experiments/search', { filter: "name ILIKE 'grö_E' AND tags.k = 'v'" })).toMatchObject({
    experiments: [{ experiment_id: id }],
  });
  expect(await get('experiments/get', { experiment_id: 'nothing' })).toBe('404 RESOURCE_DOES_NOT_EXIST');
});

test('the experiment 0 is there, and listed in its place, before anything was written, and made by the first run', async () => {
  expect((await get('experiments/get', { experiment_id: '0' })).experiment).toMatchObject({ name: 'Default' });
  for (const name of ['Alpha', 'Omega']) await newExperiment(name);
  const listed = async (fields: Record<string, unknown>) => {
    const names: string[] = [];
    for (let page_token: string | undefined = ''; page_token !== undefined; ) {
      const page = await post('experiments/search', { ...fields, page_token });
      names.push(...page.experiments.map((one: { name: string }) => one.name));
      page_token = page.next_page_token;
    }
    return names;
  };
  for (const max_results of [1, 2, 100]) {
    const byName = await listed({ max_results, order_by: ['name ASC'] });
    expect(byName).toEqual([...new Set([...byName, 'Default'])].sort());
    expect((await listed({ max_results, order_by: ['creation_time ASC'] }))[0]).toBe('Default');
    expect((await listed({ max_results })).at(-1)).toBe('Default');
  }
  expect(await listed({ filter: "name LIKE 'D%'" })).toEqual(['Default']);
  expect(await listed({ view_type: 'DELETED_ONLY' })).toEqual([]);
  const run = await newRun('0');
  expect(await listed({ filter: "name LIKE 'D%'" })).toEqual(['Default']);
  expect((await get('runs/get', { run_id: run })).run.info).toMatchObject({
    experiment_id: '0',
    artifact_uri: `mlflow-artifacts:/0/${run}/artifacts`,
  });
});

test('what comes after the end of a run is there for MLflow, and changes nothing that is sealed', async () => {
  const run = await newRun(await newExperiment('ends'), {
    run_name: 'r',
    user_id: 'bob',
    tags: [{ key: 'a', value: '1' }],
  });
  const point = (step: number) => ({
    run_id: run,
    key: 'm',
    value: step / 10,
    timestamp: 1_700_000_000_000 + step,
    step,
  });
  await post('runs/log-metric', point(1));
  await post('runs/update', { run_id: run, status: 'FINISHED', end_time: 1_700_000_001_000 });
  const SEALED = 'query ($id: ID!) { run(id: $id) { digest status tags parameters metrics { value } } }';
  const before = (await ask(SEALED, { id: idOf(run) })).run;
  expect(before).toMatchObject({ digest: expect.stringMatching(/^sha256:/), status: 'FINISHED' });

  await post('runs/update', { run_id: run, status: 'RUNNING' });
  expect((await get('runs/get', { run_id: run })).run.info).toMatchObject({ status: 'RUNNING' });
  await post('runs/log-batch', { run_id: run, metrics: [point(2)], params: [{ key: 'late', value: '0.0' }] });
  await post('runs/log-metric', { ...point(3), value: 'NaN' });
  await post('runs/update', { run_id: run, status: 'FAILED' });

  const { info, data } = (await get('runs/get', { run_id: run })).run;
  expect(info).toMatchObject({ status: 'FAILED', run_name: 'r', user_id: 'bob', start_time: 1_700_000_000_000 });
  expect(data).toMatchObject({
    metrics: [{ key: 'm', value: 'NaN', step: 3 }],
    params: [{ key: 'late', value: '0.0' }],
  });
  const history = await get('metrics/get-history', { run_id: run, metric_key: 'm' });
  expect(history.metrics.map(({ step }: { step: number }) => step)).toEqual([1, 2, 3]);
  expect((await ask(SEALED, { id: idOf(run) })).run).toEqual(before);
});

test('a parameter never changes, and a batch is written whole or not at all', async () => {
  const run = await newRun(await newExperiment('parameters'));
  await post('runs/log-parameter', { run_id: run, key: 'p', value: '1' });
  await post('runs/log-parameter', { run_id: run, key: 'p', value: '1' });
  expect(await post('runs/log-parameter', { run_id: run, key: 'p', value: '2' })).toBe('400 INVALID_PARAMETER_VALUE');
  const batch = { run_id: run, params: [{ key: 'p', value: '2' }], tags: [{ key: 't', value: 'x' }] };
  expect(await post('runs/log-batch', batch)).toBe('400 INVALID_PARAMETER_VALUE');
  const { data } = (await get('runs/get', { run_id: run })).run;
  expect(data.params).toEqual([{ key: 'p', value: '1' }]);
  expect(data.tags).not.toContainEqual({ key: 't', value: 'x' });
});

test('a key may be called __proto__', async () => {
  const pairs = [
    { key: '__proto__', value: 'p' },
    { key: 'constructor', value: 'c' },
  ];
  const experiment = await newExperiment('keys');
  await post('experiments/set-experiment-tag', { experiment_id: experiment, ...pairs[0] });
  const run = await newRun(experiment, { tags: pairs });
  const metric = { run_id: run, key: '__proto__', value: 0.5, timestamp: 1, step: 1 };
  await post('runs/log-batch', { run_id: run, params: pairs, metrics: [metric] });
  await post('runs/update', { run_id: run, status: 'FINISHED', end_time: 1_700_000_001_000 });
  await post('runs/log-metric', { ...metric, step: 2 });
  await post('runs/set-tag', { run_id: run, key: '__proto__', value: 'q' });
  await post('registered-models/create', { name: 'keys', tags: pairs });
  await post('registered-models/set-tag', { name: 'keys', key: '__proto__', value: 'm' });
  const source = `mlflow-artifacts:/${experiment}/${run}/artifacts/model`;
  const { model_version } = await post('model-versions/create', { name: 'keys', source, run_id: run, tags: pairs });
  expect(model_version).toMatchObject({ status: 'READY', tags: expect.arrayContaining(pairs) });

  const { data } = (await get('runs/get', { run_id: run })).run;
  expect(data.params).toEqual(expect.arrayContaining(pairs));
  expect(data.tags).toEqual(expect.arrayContaining([{ key: '__proto__', value: 'q' }, pairs[1]]));
  expect(data.metrics).toMatchObject([{ key: '__proto__', step: 2 }]);
  expect((await get('experiments/get', { experiment_id: experiment })).experiment.tags).toEqual([pairs[0]]);
  expect((await get('registered-models/get', { name: 'keys' })).registered_model.tags).toEqual(
    expect.arrayContaining([{ key: '__proto__', value: 'm' }, pairs[1]]),
  );
  for (const filter of ["tags.`__proto__` = 'q'", "params.`__proto__` = 'p'", 'metrics.`__proto__` > 0.4']) {
    const { runs } = await post('runs/search', { experiment_ids: [experiment], filter });
    expect([filter, runs?.length]).toEqual([filter, 1]);
  }
  const history = await get('metrics/get-history', { run_id: run, metric_key: '__proto__' });
  expect(history.metrics).toHaveLength(2);
  await post('runs/delete-tag', { run_id: run, key: '__proto__' });
  await post('experiments/delete-experiment-tag', { experiment_id: experiment, key: '__proto__' });
  expect((await get('runs/get', { run_id: run })).run.data.tags).not.toContainEqual({ key: '__proto__', value: 'q' });
});

test('a deleted run takes nothing until it is restored', async () => {
  const run = await newRun(await newExperiment('deleted'));
  await post('runs/delete', { run_id: run });
  for (const [path, fields] of [
    ['log-parameter', { key: 'p', value: '1' }],
    ['log-metric', { key: 'm', value: 1, timestamp: 1 }],
    ['set-tag', { key: 't', value: '1' }],
    ['delete-tag', { key: 't' }],
    ['log-batch', {}],
  ] as const)
    expect([path, await post(`runs/${path}`, { run_id: run, ...fields })]).toEqual([
      path,
      '400 INVALID_PARAMETER_VALUE',
    ]);
  await post('runs/restore', { run_id: run });
  expect(await post('runs/set-tag', { run_id: run, key: 't', value: '1' })).toEqual({});
  expect(await post('runs/set-tag', { run_id: 'f'.repeat(32), key: 't' })).toBe('404 RESOURCE_DOES_NOT_EXIST');
});

test('runs are found by a filter, in an order, in pages', async () => {
  const experiment = await newExperiment('search');
  const runs: string[] = [];
  for (let number = 0; number < 5; number++) {
    const run = await newRun(experiment, { run_name: `run ${number}`, start_time: 1_700_000_000_000 + number });
    await post('runs/log-batch', {
      run_id: run,
      metrics: [{ key: 'acc', value: number / 10, timestamp: 1, step: 0 }],
      params: [{ key: 'lr', value: String(number) }],
    });
    runs.push(run);
  }
  const search = async (fields: object) => {
    const found = await post('runs/search', { experiment_ids: [experiment], ...fields });
    return {
      ids: found.runs.map(({ info }: { info: { run_id: string } }) => info.run_id),
      token: found.next_page_token,
    };
  };
  expect((await search({ filter: "metrics.acc > 0.15 AND params.lr != '3'" })).ids).toEqual([runs[4], runs[2]]);
  expect((await search({ filter: `attributes.run_id IN ('${runs[1]}', '${runs[3]}')` })).ids).toEqual([
    runs[3],
    runs[1],
  ]);
  const first = await search({ max_results: 3, order_by: ['metrics.acc ASC'] });
  const rest = await search({ max_results: 3, order_by: ['metrics.acc ASC'], page_token: first.token });
  expect([...first.ids, ...rest.ids, rest.token]).toEqual([...runs, undefined]);
  expect(await post('runs/search', { experiment_ids: [experiment], filter: 'acc >' })).toBe(
    '400 INVALID_PARAMETER_VALUE',
  );
});

test('the data that a run reads comes back byte for byte, once, with the tags it was first logged with', async () => {
  const run = await newRun(await newExperiment('reads'));
  const dataset = {
    name: 'Kunden (Mai) / 大',
    digest: 'abc123',
    source_type: 'http',
    source: '{"url": "https://example.com/#x?y=%20"}',
    schema: '{"mlflow_colspec": [ ]}',
    profile: '{ "num_rows": 3 }',
  };
  const tags = [
    { key: 'mlflow.data.context', value: 'eval' },
    { key: 'k', value: '' },
  ];
  const more = [
    { dataset, tags },
    { dataset, tags: [{ key: 'k', value: 'again' }] },
    { dataset: { ...dataset, digest: 'def456', profile: undefined }, tags: [] },
  ];
  await post('runs/log-inputs', { run_id: run, datasets: more });
  await post('runs/update', { run_id: run, status: 'FINISHED' });
  await post('runs/log-inputs', { run_id: run, datasets: [{ dataset, tags: [] }] });
  const { inputs } = (await get('runs/get', { run_id: run })).run;
  expect(inputs.dataset_inputs).toEqual([
    { dataset, tags: expect.arrayContaining(tags) },
    { dataset: { ...dataset, digest: 'def456', profile: undefined }, tags: [] },
  ]);
  const found = async (filter: string) =>
    (
      await post('runs/search', {
        experiment_ids: [(await get('runs/get', { run_id: run })).run.info.experiment_id],
        filter,
      })
    ).runs;
  expect((await found("datasets.name = 'Kunden (Mai) / 大' AND dataset.digest = 'def456'"))[0].inputs).toEqual(inputs);
  expect(await found("datasets.context IN ('eval')")).toHaveLength(1);
  expect(await found("datasets.context = 'train'")).toEqual([]);
  const [used] = (
    await ask('query($id: ID!) { run(id: $id) { inputs { role context datasetVersion { ref } } } }', { id: idOf(run) })
  ).run.inputs;
  expect(used).toMatchObject({
    role: 'EVALUATION',
    context: 'eval',
    datasetVersion: { ref: expect.stringMatching(/^mlflow\/Kunden/) },
  });
  expect(await post('runs/log-inputs', { run_id: run, datasets: [{ tags: [] }] })).toBe('400 INVALID_PARAMETER_VALUE');
});

test('a dataset version that MLflow did not log is listed to its clients under its name, its digest and its ref', async () => {
  const made = await ask(
    `mutation { registerDatasetVersion(input: { dataset: "shop/orders", rowCount: 3 }) { datasetVersion { ref digest } } }`,
    {},
  );
  const { ref, digest } = made.registerDatasetVersion.datasetVersion;
  const run = await newRun(await newExperiment('reads ours'));
  await ask('mutation($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }', {
    input: { run: idOf(run), inputs: [{ ref }] },
  });
  expect((await get('runs/get', { run_id: run })).run.inputs.dataset_inputs).toEqual([
    {
      dataset: { name: 'shop/orders', digest, source_type: 'pedigraph', source: JSON.stringify({ uri: ref }) },
      tags: [{ key: 'mlflow.data.context', value: 'training' }],
    },
  ]);
});
