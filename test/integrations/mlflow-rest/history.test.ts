import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';

let graph: TestGraph;
let folder = '';
let experiment = '';

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/artifacts-`);
  graph = await createTestGraph({ PEDIGRAPH_ARTIFACTS: folder });
  experiment = (await post('experiments/create', { name: 'histories' })).experiment_id;
}, 120_000);

afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const at = (path: string) => `${new URL(graph.url).origin}/mlflow${path}`;

/** The message of an answer; of a refusal its status and code. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function messageOf(answer: Response): Promise<any> {
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const message = (await answer.json()) as any;
  return answer.ok ? message : `${answer.status} ${message.error_code}`;
}

async function post(path: string, fields: object) {
  const headers = { 'content-type': 'application/json' };
  return messageOf(
    await fetch(at(`/api/2.0/mlflow/${path}`), { method: 'POST', headers, body: JSON.stringify(fields) }),
  );
}

async function get(path: string, fields: readonly (readonly [string, string | number])[]) {
  const query = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
  return messageOf(await fetch(at(`/api/2.0/mlflow/${path}?${query}`)));
}

async function newRun(points = 0): Promise<string> {
  const { run } = await post('runs/create', { experiment_id: experiment, start_time: 1_700_000_000_000 });
  const metrics = Array.from({ length: points }, (_, step) => ({
    key: 'm',
    value: step,
    timestamp: 1_000 + step,
    step,
  }));
  if (points > 0) expect(await post('runs/log-batch', { run_id: run.info.run_id, metrics })).toEqual({});
  return run.info.run_id;
}

const stepsOf = ({ metrics }: { metrics: { run_id: string; step: number }[] }, run: string) =>
  metrics.filter(({ run_id }) => run_id === run).map(({ step }) => step);

test('the histories of several runs come at once, whole or spread over their steps with the first and the last', async () => {
  const [long, short] = [await newRun(2_500), await newRun(3)];
  const runs = (name: string) => [[name, long] as const, [name, short] as const];
  const whole = await get('metrics/get-history-bulk', [...runs('run_id'), ['metric_key', 'm']]);
  expect(stepsOf(whole, long)).toEqual(Array.from({ length: 2_500 }, (_, step) => step));
  expect(stepsOf(whole, short)).toEqual([0, 1, 2]);
  expect(whole.metrics[0]).toEqual({ key: 'm', value: 0, step: 0, timestamp: 1_000, run_id: expect.any(String) });
  const cut = await get('metrics/get-history-bulk', [...runs('run_id'), ['metric_key', 'm'], ['max_results', 5]]);
  expect(cut.metrics).toHaveLength(5);

  const interval = 'metrics/get-history-bulk-interval';
  const sample = await get(interval, [...runs('run_ids'), ['metric_key', 'm'], ['max_results', 5]]);
  expect([stepsOf(sample, long), stepsOf(sample, short)]).toEqual([
    [0, 625, 1_250, 1_874, 2_499],
    [0, 1, 2],
  ]);
  const steps = [['start_step', 2] as const, ['end_step', 4] as const];
  const part = await get(interval, [...runs('run_ids'), ['metric_key', 'm'], ...steps]);
  expect([stepsOf(part, long), stepsOf(part, short)]).toEqual([[2, 3, 4], [2]]);
  const last = await get(interval, [
    ['run_ids', long],
    ['metric_key', 'm'],
    ['max_results', 1],
  ]);
  expect(stepsOf(last, long)).toEqual([2_499]);

  const refused = '400 INVALID_PARAMETER_VALUE';
  for (const fields of [
    [['metric_key', 'm']],
    [['run_ids', long]],
    [
      ['run_ids', long],
      ['metric_key', 'm'],
      ['start_step', 1],
    ],
    [
      ['run_ids', long],
      ['metric_key', 'm'],
      ['start_step', 2],
      ['end_step', 1],
    ],
    [
      ['run_ids', long],
      ['metric_key', 'm'],
      ['max_results', 2_501],
    ],
    Array.from({ length: 101 }, () => ['run_ids', long]),
  ] as [string, string | number][][])
    expect([fields.slice(0, 4), await get(interval, fields)]).toEqual([fields.slice(0, 4), refused]);
  expect(
    await get('metrics/get-history-bulk', [
      ['run_id', 'f'.repeat(32)],
      ['metric_key', 'm'],
    ]),
  ).toBe('404 RESOURCE_DOES_NOT_EXIST');
});

test('a history comes in pages, and no page is asked to be empty', async () => {
  const run = await newRun(5);
  const page = (more: [string, string | number][]) =>
    get('metrics/get-history', [['run_id', run], ['metric_key', 'm'], ...more]);
  const first = await page([['max_results', 2]]);
  const second = await page([
    ['max_results', 2],
    ['page_token', first.next_page_token],
  ]);
  const third = await page([
    ['max_results', 2],
    ['page_token', second.next_page_token],
  ]);
  const steps = [first, second, third].map(({ metrics }) => metrics.map(({ step }: { step: number }) => step));
  expect([steps, third.next_page_token]).toEqual([[[0, 1], [2, 3], [4]], undefined]);
  expect(await page([['max_results', 0]])).toBe('400 INVALID_PARAMETER_VALUE');
});

test('older clients list the models that a run has logged in a tag of it', async () => {
  const run = await newRun();
  const model = (artifact_path: string, more: object = {}) =>
    JSON.stringify({
      artifact_path,
      run_id: run,
      utc_time_created: 'then',
      flavors: { sk: { v: 1, config: 'x' } },
      ...more,
    });
  for (const name of ['a', 'b'])
    expect(await post('runs/log-model', { run_id: run, model_json: model(name, { secret: 1 }) })).toEqual({});
  const { run: read } = await get('runs/get', [['run_id', run]]);
  const tag = read.data.tags.find(({ key }: { key: string }) => key === 'mlflow.log-model.history');
  expect(JSON.parse(tag.value)).toEqual(
    ['a', 'b'].map((artifact_path) => ({
      artifact_path,
      run_id: run,
      utc_time_created: 'then',
      flavors: { sk: { v: 1 } },
    })),
  );
  for (const model_json of ['{', '[]', '{"artifact_path": "a"}'])
    expect(await post('runs/log-model', { run_id: run, model_json })).toBe('400 INVALID_PARAMETER_VALUE');
});

test('the files of a run are listed and read by its id', async () => {
  const run = await newRun();
  const put = await fetch(at(`/api/2.0/mlflow-artifacts/artifacts/${experiment}/${run}/artifacts/a/b%20c.txt`), {
    method: 'PUT',
    body: 'hello',
  });
  expect(put.status).toBe(200);
  const list = (path: string) =>
    get('artifacts/list', [
      ['run_id', run],
      ['path', path],
    ]);
  expect(await list('')).toEqual({
    root_uri: `mlflow-artifacts:/${experiment}/${run}/artifacts`,
    files: [{ path: 'a', is_dir: true }],
  });
  expect((await list('a')).files).toEqual([{ path: 'a/b c.txt', is_dir: false, file_size: 5 }]);
  const file = await fetch(at(`/get-artifact?${new URLSearchParams({ run_id: run, path: 'a/b c.txt' })}`));
  expect([file.headers.get('content-disposition'), await file.text()]).toEqual([
    "attachment; filename*=UTF-8''b%20c.txt",
    'hello',
  ]);
  for (const path of ['../x', 'a/../../x', '/etc/passwd', 'a//b'])
    expect([path, await list(path)]).toEqual([path, '400 INVALID_PARAMETER_VALUE']);
  expect(await get('artifacts/list', [['run_id', '0'.repeat(32)]])).toBe('404 RESOURCE_DOES_NOT_EXIST');
});

test('what of a run’s files is not sealed when it ends is a tag of it, until it ends with all of them', async () => {
  const run = await newRun();
  const tagOf = async () => {
    const { data } = (await get('runs/get', [['run_id', run]])).run;
    return data.tags.find(({ key }: { key: string }) => key === 'pedigraph.leftOut')?.value;
  };
  const file = `${Array.from({ length: 6 }, () => 'x'.repeat(190)).join('/')}/y`;
  const send = (method: 'PUT' | 'DELETE') =>
    fetch(at(`/api/2.0/mlflow-artifacts/artifacts/${experiment}/${run}/artifacts/${file}`), { method });
  const end = (end_time: number) => post('runs/update', { run_id: run, status: 'FINISHED', end_time });
  expect((await send('PUT')).status).toBe(200);
  await end(1_700_000_001_000);
  expect(await tagOf()).toContain('has a path that');
  expect((await send('DELETE')).status).toBe(200);
  await end(1_700_000_002_000);
  expect(await tagOf()).toBeUndefined();
});
