import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph(NO_CACHES);
});
afterAll(() => graph[Symbol.asyncDispose]());

const file = { path: 'a', uri: 's3://acme/a', digest: `sha256:${'a'.repeat(64)}` };
const raw = { dataset: 'acme/raw', files: [file], rowCount: 3, splits: [{ name: 'train', rowCount: 2 }] };
const train = { environment: 'acme/train', packages: [{ manager: 'pip', name: 'numpy', version: '1.26.4' }] };
const VERSION = 'ref version digest manifest';
const MADE = 'created bump { level reasons }';

const previewDataset = (input: object) =>
  ask(
    `query ($input: RegisterDatasetVersionInput!) { previewDatasetVersion(input: $input) { ${MADE} ${VERSION} } }`,
    input,
  );
const previewEnvironment = (input: object) =>
  ask(
    `query ($input: RegisterEnvironmentVersionInput!) { previewEnvironmentVersion(input: $input) { ${MADE} ${VERSION} } }`,
    input,
  );
const previewRun = (input: object) =>
  ask('query ($input: RegisterRunInput!) { previewRun(input: $input) { created run { id name status } } }', input);

test('a dataset version: its preview comes to what registering it then comes to, and writes nothing', async () => {
  const register = `mutation ($input: RegisterDatasetVersionInput!) {
    registerDatasetVersion(input: $input) { ${MADE} datasetVersion { ${VERSION} } } }`;
  for (const input of [raw, raw, { ...raw, rowCount: 4 }]) {
    const before = await written();
    const { previewDatasetVersion } = await previewDataset(input);
    expect(await written()).toEqual(before);
    const { datasetVersion, ...made } = (await ask(register, input))['registerDatasetVersion'];
    expect(previewDatasetVersion).toEqual({ ...made, ...datasetVersion });
  }
});

test('dataset versions of one call: one may derive from another that is not there either', async () => {
  const input = {
    datasetVersions: [
      { ...raw, dataset: 'acme/one' },
      { dataset: 'acme/two', derivedFrom: ['acme/one'] },
    ],
  };
  const before = await written();
  const { previewDatasetVersions } = await ask(
    `query ($input: RegisterDatasetVersionsInput!) { previewDatasetVersions(input: $input) { ${MADE} ${VERSION} } }`,
    input,
  );
  expect(await written()).toEqual(before);
  const { registerDatasetVersions } = await ask(
    `mutation ($input: RegisterDatasetVersionsInput!) {
       registerDatasetVersions(input: $input) { datasetVersions { ${MADE} datasetVersion { ${VERSION} } } } }`,
    input,
  );
  type Made = { datasetVersion: object };
  expect(previewDatasetVersions).toEqual(
    registerDatasetVersions['datasetVersions'].map(({ datasetVersion, ...made }: Made) => ({
      ...made,
      ...datasetVersion,
    })),
  );
});

test('an environment version: its preview comes to what registering it then comes to, and writes nothing', async () => {
  const register = `mutation ($input: RegisterEnvironmentVersionInput!) {
    registerEnvironmentVersion(input: $input) { ${MADE} environmentVersion { ${VERSION} } } }`;
  for (const input of [train, train, { ...train, os: 'linux/amd64' }]) {
    const before = await written();
    const { previewEnvironmentVersion } = await previewEnvironment(input);
    expect(await written()).toEqual(before);
    const { environmentVersion, ...made } = (await ask(register, input))['registerEnvironmentVersion'];
    expect(previewEnvironmentVersion).toEqual({ ...made, ...environmentVersion });
  }
});

test('a run: its preview tells the run that is there, and none where it would be made', async () => {
  const input = { experiment: 'acme/base', name: 'one', metrics: [{ key: 'auc', value: 0.9 }] };
  const before = await written();
  expect(await previewRun(input)).toEqual({ previewRun: { created: true, run: null } });
  expect(await written()).toEqual(before);
  const register = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id name status } } }';
  const { registerRun } = await ask(register, input);
  expect(await previewRun(input)).toEqual({ previewRun: { created: false, run: registerRun['run'] } });
});

test('what registering refuses is refused by its preview', async () => {
  await expect(previewDataset({ dataset: 'acme/raw', derivedFrom: ['acme/nowhere@1.0.0'] })).rejects.toThrow(
    'REFERENCE_NOT_FOUND',
  );
  await expect(previewDataset({ dataset: 'acme/raw', version: '1.0.0', rowCount: 9 })).rejects.toThrow('CONFLICT');
  await expect(previewEnvironment({ ...train, version: '1.0.0', os: 'other' })).rejects.toThrow('CONFLICT');
  await expect(previewRun({ experiment: 'acme/base', name: 'one', environment: 'acme/nowhere@1.0.0' })).rejects.toThrow(
    'REFERENCE_NOT_FOUND',
  );
});

// biome-ignore lint/suspicious/noExplicitAny: answers of several fields
async function ask(query: string, input: object): Promise<Record<string, any>> {
  const { data, errors } = await graph.ask<Record<string, unknown>>(query, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function written(): Promise<unknown> {
  return (await graph.ask('{ ledgerCheckpoint { size rootHash } }')).data;
}
