import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const REGISTER = `mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id } } }`;
const START = `mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }`;
const READ = `query ($refs: [_Any!]!) {
  _entities(representations: $refs) { ... on Run { name status parameters metrics { key value } artifacts { path } manifest } }
}`;

const peers = createTestPeers();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

/** Nothing in it can be made smaller. */
const digest = () => `sha256:${randomBytes(32).toString('hex')}`;
const parametersOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`parameter_${n}`, digest()]));
const artifactsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ path: `file-${n}`, uri: `s3://a/${n}`, digest: digest(), sizeBytes: n }));

test.each([
  ['a short end comes along with its run', 1, 1, 1],
  ['of a long end the manifest is asked for apart', 100, 1, 2],
  ['where its files are many they are asked for apart', 1, 100, 2],
])('%s', async (name, parameterCount, artifactCount, expected) => {
  const [parameters, artifacts] = [parametersOf(parameterCount), artifactsOf(artifactCount)];
  const input = {
    experiment: 'acme/ends',
    name,
    parameters,
    metrics: [{ key: 'auc', value: 0.9, step: 1 }],
    artifacts,
  };
  const { data } = await subgraph.ask<{ registerRun: { run: { id: string } } }>(REGISTER, { input });
  const { run, reads } = await readRun(data!.registerRun.run.id);
  expect(run).toMatchObject({ name, status: 'FINISHED', parameters, metrics: [{ key: 'auc', value: 0.9 }] });
  expect(run.artifacts.map(({ path }) => path).sort()).toEqual(artifacts.map(({ path }) => path).sort());
  expect(run.manifest).toMatchObject({ parameters });
  expect(reads).toBe(expected);
});

test('of a run that goes on no end is asked for again', async () => {
  const input = { experiment: 'acme/ends', name: 'open', parameters: { depth: 3 } };
  const { data } = await subgraph.ask<{ startRun: { run: { id: string } } }>(START, { input });
  const { run, reads } = await readRun(data!.startRun.run.id);
  expect(run).toMatchObject({
    status: 'RUNNING',
    parameters: { depth: 3 },
    metrics: [],
    artifacts: [],
    manifest: null,
  });
  expect(reads).toBe(1);
});

interface ReadRun {
  readonly artifacts: readonly { readonly path: string }[];
  readonly manifest: object | null;
}

async function readRun(id: string) {
  subgraph.statements();
  const { data } = await subgraph.ask<{ _entities: [ReadRun] }>(READ, { refs: [{ __typename: 'Run', id }] });
  return { run: data!._entities[0], reads: subgraph.statements().filter((sql) => sql.includes('"run_end"')).length };
}
