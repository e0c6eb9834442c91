import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const sha = (digit: string) => `sha256:${digit.repeat(64)}`;
const LOCATIONS = 'ref digest locations { path uri digest actor } before: locations(asOf: $asOf) { uri }';

/** Registers a model version with these files. */
async function model(name: string, artifacts: readonly object[]): Promise<string> {
  const made = await world.write<{ modelVersion: { ref: string } }>(
    'registerModelVersion',
    { model: name, artifacts },
    'modelVersion { ref }',
  );
  return made.modelVersion.ref;
}

/** Registers a dataset version. */
async function data(input: Record<string, unknown>): Promise<string> {
  const made = await world.write<{ datasetVersion: { ref: string } }>(
    'registerDatasetVersion',
    input,
    'datasetVersion { ref }',
  );
  return made.datasetVersion.ref;
}

const add = (modelVersion: string, ...locations: object[]) =>
  world.write<{ added: { uri: string }[] }>(
    'addModelVersionLocations',
    { modelVersion, locations },
    'added { path uri }',
  );
const addToData = (datasetVersion: string, ...locations: object[]) =>
  world.write('addDatasetVersionLocations', { datasetVersion, locations }, 'added { path uri digest }');
const refusal = (modelVersion: string, ...locations: object[]) =>
  world.refusal('addModelVersionLocations', { modelVersion, locations });
const refusalOfData = (datasetVersion: string, ...locations: object[]) =>
  world.refusal('addDatasetVersionLocations', { datasetVersion, locations });

// biome-ignore lint/suspicious/noExplicitAny: whatever was selected
async function stateOf(field: 'modelVersion' | 'datasetVersion', ref: string, asOf?: string): Promise<any> {
  const { data, errors } = await world.ask<Record<string, object>>(
    `query ($ref: String!, $asOf: DateTime) { thing: ${field}(ref: $ref) { ${LOCATIONS} createdAt } }`,
    { ref, asOf },
  );
  expect(errors).toBeUndefined();
  return data['thing'];
}

test('a place whose digest is the sealed one is a fact beside the version, at its moment, in the ledger, once', async () => {
  const ref = await model('places/one', [{ path: 'model.bin', uri: 's3://first/model.bin', digest: sha('a') }]);
  const { digest, createdAt } = await stateOf('modelVersion', ref);
  const copy = { uri: 'https://bot:hunter2@files.example.org/model.bin', digest: sha('a') };
  const uri = 'https://files.example.org/model.bin';
  expect(await add(ref, copy, copy)).toEqual({ added: [{ path: 'model.bin', uri }] });
  expect(await add(ref, copy, { uri: 's3://first/model.bin', digest: sha('a') })).toEqual({ added: [] });
  expect(await stateOf('modelVersion', ref, createdAt)).toEqual({
    ...{ ref, digest, createdAt },
    locations: [
      { path: 'model.bin', uri: 's3://first/model.bin', digest: sha('a'), actor: 'anonymous' },
      { path: 'model.bin', uri, digest: sha('a'), actor: 'anonymous' },
    ],
    before: [{ uri: 's3://first/model.bin' }],
  });
  expect((await stateOf('modelVersion', ref, '2020-01-01T00:00:00Z')).before).toEqual([]);
  await world.settle();
  const { data: told } = await world.ask<{ ledger: { nodes: object[] } }>(
    '{ ledger(types: [LocationAdded]) { nodes { subject payload entity { kind ref } } } }',
  );
  expect(told.ledger.nodes).toEqual([
    {
      subject: ref,
      payload: expect.objectContaining({ kind: 'MODEL_VERSION', path: 'model.bin', uri, digest: sha('a') }),
      entity: { kind: 'MODEL_VERSION', ref },
    },
  ]);
});

test('another digest, and one that cannot be compared, are refused with what would decide it, and none is added', async () => {
  const ref = await model('places/refused', [
    { path: 'a', uri: 's3://first/a', digest: sha('a') },
    { path: 'b', uri: 's3://first/b' },
  ]);
  const good = { path: 'a', uri: 's3://copies/a', digest: sha('a') };
  expect(await refusal(ref, good, { ...good, uri: 's3://u:p@x/y', digest: sha('b') })).toEqual({
    code: 'BAD_USER_INPUT',
    message: `Expected what lies at s3://u@x/y to have the digest of a of ${ref}, ${sha('a')}, but got ${sha('b')}: it is other content, which is registered as a version of its own. Nothing was written.`,
  });
  expect(await refusal(ref, good, { ...good, digest: `md5:${'a'.repeat(32)}` })).toEqual({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/under which it has one, sha256, but got md5:a+: digests of two algorithms cannot/),
  });
  expect(await refusal(ref, { ...good, path: 'b' })).toEqual({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/^Expected a file whose digest is sealed, but b of places\/refused@1.0.0 was/),
  });
  expect((await refusal(ref, { ...good, path: 'c' })).message).toMatch(/^Expected path to be that of a file of .*"a"/);
  expect((await refusal(ref, { ...good, path: null })).message).toMatch(/^Expected path to name one of the 2 files/);
  expect(await refusal('places/none@1.0.0', good)).toMatchObject({ code: 'NOT_FOUND' });
  expect((await stateOf('modelVersion', ref)).locations).toHaveLength(2);
});

test('data that another tool’s digest names is found again by that digest alone, where it is one of all bytes', async () => {
  const md5 = (digit: string) => ({ algorithm: 'md5', value: digit.repeat(32) });
  const one = await data({
    ...{ dataset: 'places/tracked', externalDigest: md5('a') },
    files: [{ path: 'a.csv', uri: 's3://cache/aa' }],
  });
  const copy = { uri: 's3://copies/a.csv', digest: `md5:${'A'.repeat(32)}` };
  expect(await addToData(one, copy)).toEqual({
    added: [{ path: 'a.csv', uri: copy.uri, digest: `md5:${'a'.repeat(32)}` }],
  });
  expect((await refusalOfData(one, { ...copy, digest: sha('a') })).message).toMatch(/has one, md5, but got sha256:/);
  const folder = await data({
    ...{ dataset: 'places/folder', externalDigest: { algorithm: 'md5', value: `${'b'.repeat(32)}.dir` } },
    files: ['a', 'b'].map((path) => ({ path, uri: `s3://cache/${path}`, digest: sha(path) })),
  });
  const all = { uri: 's3://copies/folder', digest: `md5:${'b'.repeat(32)}.dir` };
  expect(await addToData(folder, all, { path: 'b', uri: 's3://copies/b', digest: sha('b') })).toMatchObject({
    added: [{ path: null }, { path: 'b' }],
  });
  expect((await stateOf('datasetVersion', folder)).locations).toHaveLength(4);
  const sample = await data({ dataset: 'places/sample', externalDigest: { algorithm: 'mlflow', value: '1a2b' } });
  expect((await refusalOfData(sample, { uri: 's3://copies/x', digest: 'mlflow:1a2b' })).message).toMatch(
    /was registered without one that is over all its bytes/,
  );
});

test('a file has at most 20 added places, for they are never removed', async () => {
  const ref = await model('places/many', [{ path: 'a', uri: 's3://first/a', digest: sha('a') }]);
  const places = (count: number, from: string) =>
    Array.from({ length: count }, (_, index) => ({ uri: `s3://${from}/${index}`, digest: sha('a') }));
  expect((await add(ref, ...places(19, 'some'))).added).toHaveLength(19);
  expect(await refusal(ref, ...places(2, 'more'))).toEqual({
    code: 'BAD_USER_INPUT',
    message: `Expected at most 20 places to be added to a of ${ref}, but there would be 21. Nothing was written.`,
  });
  expect((await add(ref, ...places(1, 'more'))).added).toHaveLength(1);
});
