import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CONTROLLING } from '#platform/errors/printable.js';
import { loadExample } from '#process/example/load-example.js';
import { bundleClient } from '../../scripts/bundle-client.mjs';
import { type EndedCommand, runCommand } from '../support/running-command.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

// Each of these starts processes, which takes its time where other tests do so too.
vi.setConfig({ testTimeout: 120_000 });

const ANN = 'a-token-that-only-ann-has';
const BEN = 'a-token-that-only-ben-has';

let graph: TestGraph;
let folder: string;
/** The client half as it is packed: what it can do here, it can do where nothing else is. */
let main: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-client-'));
  main = path.join(folder, 'pedigraph.cjs');
  await writeFile(main, (await bundleClient()).code);
  graph = await createTestGraph({ PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}` });
  await loadExample({ url: graph.url, token: ANN });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The server by the variables, as a pipeline has it: the URL is that of the server, and not of its API. */
const environment = () => ({ PEDIGRAPH_URL: new URL(graph.url).origin, PEDIGRAPH_TOKEN: ANN });
const pedigraph = (...words: string[]) => runCommand(words, environment(), main);
const asked = async (...words: string[]) => {
  const ended = await pedigraph(...words);
  expect(ended, ended.output).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
};
const write = async (query: string, token = BEN) => {
  const { errors } = await graph.ask(query, {}, { token });
  expect(errors).toBeUndefined();
};

test('status says what a version is and where it runs, and gives it another status', async () => {
  expect((await asked('status', 'demo/churn@production')).split('\n').slice(0, 2)).toEqual([
    'version       demo/churn@1.1.0',
    'status        PRODUCTION',
  ]);
  expect(await asked('status', 'demo/churn@production')).toMatch(/^runs on {7}demo-eu$/m);
  const { status } = JSON.parse(await asked('status', 'demo/forecast@latest', 'REJECTED', '--json'));
  expect(status).toBe('REJECTED');
  expect(await pedigraph('status', 'demo/nobody@1.0.0')).toMatchObject({ code: 1, stdout: '' });
  expect((await pedigraph('status', 'demo/forecast@latest', 'GREAT')).code).toBe(2);
});

test('alias lists, moves and removes, and says what it was before', async () => {
  const alias = (...words: string[]) => asked('alias', 'demo/churn', ...words);
  expect(await alias('canary', '1.0.0')).toBe('canary is demo/churn@1.0.0, before it was no version\n');
  expect(await alias('canary', '2.0.0', '--expected', '1.0.0')).toBe(
    'canary is demo/churn@2.0.0, before it was demo/churn@1.0.0\n',
  );
  const wrong = await pedigraph('alias', 'demo/churn', 'canary', '1.1.0', '--expected', '1.0.0');
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^CONFLICT: /) });
  expect(JSON.parse(await alias('--json')).map(({ name }: { name: string }) => name)).toContain('canary');
  expect(await alias('canary', '--remove')).toBe('canary is removed; it was demo/churn@2.0.0\n');
  expect(await alias()).not.toContain('canary');
  expect((await pedigraph('alias', 'demo/churn', 'canary')).code).toBe(2);
  expect((await pedigraph('alias', 'demo/churn', 'canary', '1.0.0', '--remove')).code).toBe(2);
});

test('promote moves an alias where its policy is met, is 3 where it is not, and rollback goes back', async () => {
  await write(`mutation { setPolicy(input: { scope: "demo/churn", alias: "gate", rules: { metrics: ["auc >= 0.86"] } }) {
    policy { id } } }`);
  const promote = (ref: string, ...words: string[]) => pedigraph('promote', ref, '--alias', 'gate', ...words);
  expect(await promote('demo/churn@1.0.0', '--dry-run')).toMatchObject({
    code: 3,
    stdout: 'demo/churn@1.0.0 would not be promoted to gate\n  auc >= 0.86   UNMET   auc is 0.84 (run)\n',
  });
  const refused = await promote('demo/churn@1.0.0');
  expect(refused).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(/^POLICY_UNMET: .*auc >= 0\.86/),
  });
  expect((await promote('demo/churn@1.1.0')).code).toBe(0);
  expect((await promote('demo/churn@2.0.0')).stdout).toBe(
    'gate is demo/churn@2.0.0, before it was demo/churn@1.1.0\n  auc >= 0.86   MET   auc is 0.89 (run)\n',
  );
  expect(await asked('rollback', 'demo/churn', '--alias', 'gate', '--reason', 'latency')).toMatch(
    /^gate is demo\/churn@1\.1\.0, before it was demo\/churn@2\.0\.0 for [\d.]+ s\n/,
  );
  expect((await pedigraph('rollback', 'demo/churn')).code).toBe(2);
  expect((await promote('demo/nobody@1.0.0')).code).toBe(1);
});

test('promote --wait-for-approval says what is missing, waits for it and no longer than it may', async () => {
  await write(`mutation { setPolicy(input: { scope: "demo/churn", alias: "reviewed", rules: {
    metrics: ["auc >= 0.86"], approvals: 1 } }) { policy { id } } }`);
  const promote = (ref: string, ...words: string[]) =>
    pedigraph('promote', ref, '--alias', 'reviewed', '--wait-for-approval', ...words);
  const late = await promote('demo/churn@2.0.0', '--timeout', '1s');
  expect(late).toMatchObject({ code: 3, stdout: '' });
  expect(late.stderr).toMatch(/^Waiting for approvals: 0 of 1: nobody\nPOLICY_UNMET: /);
  // It is how long people have, and no time limit of a request: no clock takes this one.
  const hopeless = await promote('demo/churn@1.0.0', '--timeout', '9999h');
  expect(hopeless.code).toBe(3);
  expect(hopeless.stderr).toMatch(/^POLICY_UNMET: /);
  const approve = 'mutation { approve(input: { modelVersion: "demo/churn@2.0.0" }) { modelVersion { ref } } }';
  let approves: Promise<void> | undefined;
  const words = ['promote', 'demo/churn@2.0.0', '--alias', 'reviewed', '--wait-for-approval'];
  const ended = await runCommand(words, environment(), main, () => {
    // Approving earlier would not show that it waits.
    approves ??= write(approve);
  });
  await approves;
  expect(ended).toMatchObject({ code: 0, stderr: 'Waiting for approvals: 0 of 1: nobody\n' });
  expect(ended.stdout).toMatch(/^reviewed is demo\/churn@2\.0\.0, .*\n.*\n {2}approvals {5}MET {3}1 of 1: ben\n$/);
});

test('deploy records where a version runs, and that it no longer does', async () => {
  expect(await asked('deploy', 'demo/churn@2.0.0', 'demo-us')).toBe('demo/churn@2.0.0 runs on demo-us\n');
  const ended = await asked('deploy', 'demo/churn@2.0.0', 'demo-us', '--end', '--reason', 'moved');
  expect(ended).toMatch(/^demo\/churn@2\.0\.0 ran on demo-us until \S+\n$/);
  expect((await pedigraph('deploy', 'demo/churn@2.0.0', 'demo-us', '--end')).code).toBe(1);
});

test('a guard or a reason that would do nothing is 2, and nothing is sent', async () => {
  for (const [words, said] of [
    [['deploy', 'demo/churn@2.0.0', 'demo-eu', '--end', '--expected', '1.1.0'], '--expected does nothing beside --end'],
    [['deploy', 'demo/churn@2.0.0', 'demo-eu', '--reason', 'late'], '--reason does nothing without --end'],
    [['status', 'demo/churn@2.0.0', '--reason', 'late'], '--reason does nothing without a status'],
    [['alias', 'demo/churn', '--expected', '1.1.0'], '--expected does nothing without an alias'],
  ] as const)
    expect(await pedigraph(...words)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
});

test('query sends a query or a write, with variables, and prints its data', async () => {
  const document = 'query ($ref: String!) { modelVersion(ref: $ref) { ref } }';
  const answer = { modelVersion: { ref: 'demo/churn@1.1.0' } };
  expect(JSON.parse(await asked('query', document, '--var', 'ref=demo/churn@1.1.0'))).toEqual(answer);
  expect(JSON.parse(await asked('query', document, '--variables', '{"ref":"demo/churn@1.1.0"}'))).toEqual(answer);
  const describe =
    'mutation { setDescription(input: { of: "demo/churn", description: "who leaves" }) { model { description } } }';
  expect(JSON.parse(await asked('query', describe))).toEqual({
    setDescription: { model: { description: 'who leaves' } },
  });
  const wrong = await Promise.all([
    pedigraph('query', '{ nothing }'),
    pedigraph('query', '{ models {'),
    pedigraph('query', 'subscription { ledgerEvents { positions } }'),
    pedigraph('query'),
  ]);
  expect(wrong.map(({ code }) => code)).toEqual([1, 2, 2, 2]);
});

test('search, log, lineage and diff print what people look for, and the whole answer as JSON', async () => {
  const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 90_000, interval: 100 });
  // The catalog follows a moment behind.
  await eventually(async () => {
    const found = await asked('search', 'kind:model-version model:demo/churn', '--first', '2');
    expect(found).toMatch(/^ModelVersion {3}demo\/churn@\S+ +\w+ +\S+\n.*\n2 of 3\nmore: --after \S+\n$/);
  });
  expect(JSON.parse(await asked('search', 'demo/churn', '--json')).totalCount).toBeGreaterThan(2);
  const log = await asked('log', 'demo/churn@1.1.0', '--first', '100');
  expect(log).toMatch(/^\S+ {3}ann +ModelVersionRegistered +demo\/churn@1\.1\.0$/m);
  expect((await asked('lineage', 'demo/churn@1.1.0')).split('\n')).toEqual([
    expect.stringMatching(/^MODEL_VERSION demo\/churn@1\.1\.0 \(/),
    expect.stringMatching(/^├─ PRODUCED RUN demo\/churn@\S+ \(FINISHED\)$/),
    '│  ├─ TRAINED_ON DATASET_VERSION demo/customers@1.1.0',
    '│  │  └─ DERIVED_FROM DATASET_VERSION demo/customers-raw@1.1.0',
    '│  └─ RAN_IN ENVIRONMENT_VERSION demo/python@1.0.0',
    '├─ TRAINED_ON DATASET_VERSION demo/customers@1.1.0 (see above)',
    '└─ RAN_IN ENVIRONMENT_VERSION demo/python@1.0.0',
    '',
  ]);
  const diff = await asked('diff', 'demo/churn@1.0.0', 'demo/churn@1.1.0');
  expect(diff).toMatch(/^CODE .* -> /m);
  expect(diff).toMatch(/^auc +0\.84 +0\.87$/m);
  expect(JSON.parse(await asked('diff', 'demo/churn@1.0.0', 'demo/churn@1.1.0', '--json')).versions).toHaveLength(2);
});

test('what others wrote does not control the terminal', async () => {
  await graph.ask(
    `mutation ($config: JSON) { a: registerModelVersion(input: { model: "demo/hostile" }) { created }
      b: registerModelVersion(input: { model: "demo/hostile", config: $config }) { created } }`,
    { config: { '\u001b[31mred': '\u001b]0;title\u0007\u202e' } },
    { token: BEN },
  );
  const ended = await pedigraph('diff', 'demo/hostile@1.0.0', 'demo/hostile@latest');
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain('\\u001b[31mred');
  expect(CONTROLLING.test(ended.output.replaceAll('\n', ''))).toBe(false);
});

test('a URL that is none is 2, of the variable too, and the flag counts before it', async () => {
  const status = ['status', 'demo/churn@production'];
  const env = { PEDIGRAPH_URL: 'ftp://example.org', PEDIGRAPH_TOKEN: ANN };
  const refused: EndedCommand = await runCommand(status, env, main);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('Expected a URL such as http://127.0.0.1:4000/graphql.');
  expect((await runCommand([...status, '--url', graph.url], { ...env, PEDIGRAPH_URL: '' }, main)).code).toBe(0);
  expect((await runCommand([...status, '--url', graph.url], { PEDIGRAPH_TOKEN: ANN }, main)).code).toBe(0);
});

test('a URL with a password and a token that no header can have are 2, and neither is printed', async () => {
  const status = ['status', 'demo/churn@production'];
  const url = 'http://ann:secret@127.0.0.1:9';
  for (const env of [{ PEDIGRAPH_URL: url }, { ...environment(), PEDIGRAPH_TOKEN: 'secret\nsecret' }]) {
    const refused = await runCommand(status, env, main);
    expect(refused).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: expected a (URL|token)/),
    });
    expect(refused.stderr).not.toContain('secret');
  }
});

test('the shell completes commands, flags and their choices', async () => {
  const complete = async (...words: string[]) => (await pedigraph('complete', '--', ...words)).stdout.split('\n');
  expect(await complete('ro')).toContainEqual(expect.stringMatching(/^rollback\t/));
  expect(await complete('promote', '--wait')).toContainEqual(expect.stringMatching(/^--wait-for-approval\t/));
  expect(await complete('key', 'cr')).toContainEqual(expect.stringMatching(/^create\t/));
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect((await pedigraph('completion', shell)).stdout).toContain('pedigraph');
  expect((await pedigraph('completion', 'tcsh')).code).toBe(2);
});
