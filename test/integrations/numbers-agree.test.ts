import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import type { Problem } from '#integrations/importing/problem.js';
import { readMlmodel } from '#integrations/mlflow/files/read-mlmodel.js';
import { register } from '#integrations/registration/register.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore } from './mlflow-fixture.js';
import { filesAt } from './read-whole-store.js';

let graph: TestGraph;
let place: string;
beforeAll(async () => {
  graph = await createTestGraph();
  place = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-numbers-'));
});
afterAll(async () => {
  await rm(place, { recursive: true, force: true });
  await graph[Symbol.asyncDispose]();
});

const put = async (name: string, text: string) => {
  await writeFile(path.join(place, name), text);
  return path.join(place, name);
};
const byCommand = async (text: string, name = 'manifest.json') => {
  const client = createGraphqlClient({ url: graph.url });
  return register({ file: await put(name, text), client, env: {}, dryRun: false }).then(
    () => 'taken',
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  );
};
let runs = 0;
const byApi = async (what: 'parameters' | 'metrics', number: string) => {
  const value = what === 'parameters' ? `{"a":${number}}` : `[{"key":"a","value":${number}}]`;
  const query = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { created } }';
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"input":{"experiment":"acme/api","name":"${++runs}","${what}":${value}}}}`,
  });
  const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return errors === undefined ? 'taken' : `${errors[0]?.extensions.code} ${errors[0]?.message}`;
};

const TAKEN = [
  '1',
  '-0.5',
  '9007199254740992',
  '-9007199254740992',
  '1e20',
  '100000000000000000000',
  '1.7976931348623157e308',
  '5e-324',
];
const REFUSED = ['12345678901234567890', '9007199254740993', '-9007199254740993', '1e400', '-1e400', '1e-400'];

test.each([
  ...TAKEN.map((number) => [number, /^taken$/] as const),
  ...REFUSED.map((number) => [number, /^BAD_USER_INPUT [\s\S]*\ba\b/] as const),
])('%s is to the command what it is to the API, wherever it stands', async (number, outcome) => {
  const run = (key: string, value: string) =>
    `{"model":"acme/numbers","run":{"experiment":"acme/numbers","name":"a","${key}":${value}}}`;
  await put('values.json', `{"a":${number}}`);
  for (const what of ['parameters', 'metrics'] as const) {
    expect([what, await byApi(what, number)]).toEqual([what, expect.stringMatching(outcome)]);
    for (const value of [`{"a":${number}}`, '{"file":"values.json"}']) {
      expect([what, value, await byCommand(run(what, value))]).toEqual([what, value, expect.stringMatching(outcome)]);
    }
  }
  expect(await byCommand(`{"model":"acme/config","config":{"b":[{"a":${number}}]}}`)).toMatch(outcome);
});

test.each(['.inf', '-.INF', '.nan', '.NaN'])('%s is no parameter, and a metric', async (word) => {
  const run = (key: string) => `model: acme/words\nrun: { experiment: acme/words, name: a, ${key}: { a: ${word} } }\n`;
  expect(await byCommand(run('parameters'), 'manifest.yaml')).toMatch(/^BAD_USER_INPUT [\s\S]*run\.parameters\.a/);
  expect(await byCommand(run('metrics'), 'manifest.yaml')).toBe('taken');
  await put('values.yaml', `a: ${word}\n`);
  const fromFile = (key: string) => run(key).replace(`{ a: ${word} }`, '{ file: values.yaml }');
  expect(await byCommand(fromFile('parameters'), 'manifest.yaml')).toMatch(
    /^BAD_USER_INPUT [\s\S]*values\.yaml:1: .*\(a\)$/m,
  );
  expect(await byCommand(fromFile('metrics'), 'manifest.yaml')).toBe('taken');
});

test('the signature of an MLflow model keeps as text what a number would lose', async () => {
  const signature = (params: string) =>
    `flavors: {}\nsignature:\n  inputs: '[{"type": "double"}]'\n  params: '${params}'\n`;
  await using files = await createStore({
    'kept/MLmodel': signature('[{"default": 3}]'),
    'lossy/MLmodel': signature('[{"default": 12345678901234567890}]'),
  });
  const problems: Problem[] = [];
  const read = (name: string) =>
    filesAt(files.root, name).then((at) => readMlmodel(at, (problem) => problems.push(problem)));
  expect((await read('kept'))?.signature).toMatchObject({ inputs: [{ type: 'double' }], params: [{ default: 3 }] });
  expect((await read('lossy'))?.signature).toMatchObject({ params: '[{"default": 12345678901234567890}]' });
});
