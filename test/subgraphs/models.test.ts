import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { models } from '#subgraphs/models/index.js';
import { digestOf, type Pins, seedPeers } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) {
    created bump { level reasons } modelVersion { id ref version digest manifest code { repository } artifacts { uri } }
  }
}`;
const peers = createTestPeers();
let pins: Pins;
let subgraph: TestSubgraph;
beforeAll(async () => {
  pins = await seedPeers(peers);
  const again = `mutation ($dataset: String!, $rows: SafeInt!) {
    registerDatasetVersion(input: { dataset: $dataset, rowCount: $rows }) { datasetVersion { ref } }
  }`;
  await peers.ask('datasets', again, { dataset: 'acme/more', rows: 1 });
  await peers.ask('datasets', again, { dataset: 'acme/more', rows: 2 });
  subgraph = await openTestSubgraph(models, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const pinned = { path: 'model.onnx', uri: 's3://acme/model.onnx', digest: digestOf('weights'), sizeBytes: 10 };
const unpinned = { path: 'card.md', uri: 's3://acme/card.md' };
const training = (...refs: string[]) => refs.map((ref) => ({ role: 'TRAINING', ref }));
const base = () => ({
  architecture: 'trees',
  code: { repository: 'https://git.example.org/acme/fraud.git', commit: 'c0ffee0' },
  config: { threshold: 0.5 },
  artifacts: [pinned, unpinned],
  datasets: training(pins.clean, 'acme/more@1.0.0'),
  environment: pins.environment,
});

describe('the version number follows what a user of the model would meet', () => {
  test.each([
    ['another architecture', () => ({ architecture: 'net' }), '2.0.0', ['the architecture went from trees to net']],
    ['no architecture', () => ({ architecture: null }), '2.0.0', ['the architecture went from trees to unknown']],
    [
      'another dataset',
      () => ({ datasets: training(pins.clean, 'acme/more@1.0.0', pins.raw) }),
      '2.0.0',
      ['it learned from the dataset acme/raw, which the version before did not'],
    ],
    [
      'a dataset less',
      () => ({ datasets: training(pins.clean) }),
      '2.0.0',
      ['it no longer learned from the dataset acme/more'],
    ],
    [
      'a dataset less beside new data',
      () => ({ datasets: training('acme/more@1.1.0') }),
      '2.0.0',
      ['it no longer learned from the dataset acme/clean'],
    ],
    [
      'new data of a dataset',
      () => ({ datasets: training(pins.clean, 'acme/more@1.1.0') }),
      '1.1.0',
      ['it was retrained on new data of acme/more: acme/more@1.1.0 after acme/more@1.0.0'],
    ],
    [
      'another dataset to test on',
      () => ({ datasets: [...base().datasets, { role: 'TEST', ref: pins.raw }] }),
      '1.0.1',
      ['data beside the training data changed'],
    ],
    ['other code', () => ({ code: { commit: 'decade0' } }), '1.0.1', ['the code changed']],
    ['another configuration', () => ({ config: { threshold: 0.6 } }), '1.0.1', ['the configuration changed']],
    ['other artifacts', () => ({ artifacts: [pinned] }), '1.0.1', ['the artifacts changed']],
    ['another environment', () => ({ environment: null }), '1.0.1', ['the environment changed']],
    ['another run', () => ({ run: pins.run }), '1.0.1', ['it comes from another run']],
    [
      'several of these',
      () => ({ config: null, run: pins.run }),
      '1.0.1',
      ['the configuration changed', 'it comes from another run'],
    ],
  ])('%s', async (name, change, version, reasons) => {
    const model = `bump/${name.replaceAll(' ', '-')}`;
    await register({ ...base(), model });
    const { created, bump, modelVersion } = await register({ ...base(), ...change(), model });
    const level = version === '2.0.0' ? 'MAJOR' : version === '1.1.0' ? 'MINOR' : 'PATCH';
    expect({ created, bump, version: modelVersion.version }).toEqual({
      created: true,
      bump: { level, reasons },
      version,
    });
  });

  test('other parents are a PATCH', async () => {
    const parent = await register({ ...base(), model: 'bump/parent' });
    await register({ ...base(), model: 'bump/child' });
    const tuned = await register({ ...base(), model: 'bump/child', parents: [parent.modelVersion.ref] });
    expect(tuned).toMatchObject({ bump: { level: 'PATCH', reasons: ['it has other parents'] } });
  });

  test('a version may be asked for that is higher than it has to be', async () => {
    await register({ ...base(), model: 'bump/higher', version: '0.3.0' });
    const { modelVersion } = await register({ ...base(), model: 'bump/higher', config: 1, version: '2.0.0-rc.1' });
    expect(modelVersion.version).toBe('2.0.0-rc.1');
    const derived = await register({ ...base(), model: 'bump/higher', config: 2 });
    expect(derived.modelVersion.version).toBe('2.0.1');
  });
});

describe('the same content is the same version', () => {
  test('whatever the order of files and data, and whatever is said about it', async () => {
    const model = 'same/order';
    const first = await register({ ...base(), model, tags: { team: 'risk' } });
    const again = await register({
      ...base(),
      model,
      artifacts: base().artifacts.toReversed(),
      datasets: base().datasets.toReversed(),
      description: 'In other words.',
    });
    expect(again).toMatchObject({ created: false, modelVersion: first.modelVersion });
  });

  test('a file with a digest may lie elsewhere; one without is its place', async () => {
    const model = 'same/place';
    const first = await register({ ...base(), model });
    const moved = await register({ ...base(), model, artifacts: [{ ...pinned, uri: 'gs://elsewhere' }, unpinned] });
    expect(moved).toMatchObject({ created: false, modelVersion: first.modelVersion });
    const other = await register({ ...base(), model, artifacts: [pinned, { ...unpinned, uri: 'gs://elsewhere' }] });
    expect(other).toMatchObject({ created: true, modelVersion: { version: '1.0.1' } });
    expect(first.modelVersion.manifest.artifacts).toEqual([
      { ...unpinned, digest: null, sizeBytes: null, mediaType: null },
      { path: pinned.path, digest: pinned.digest, sizeBytes: 10, mediaType: null },
    ]);
  });

  test('credentials in the repository’s URL are no content, and nowhere stored', async () => {
    const repository = (url: string) => ({
      ...base(),
      model: 'same/code',
      code: { repository: url, commit: 'c0ffee0' },
    });
    const first = await register(repository('https://git.example.org/acme/a.git'));
    const again = await register(repository('https://me:s3cret@git.example.org/acme/a.git'));
    expect(again).toMatchObject({ created: false, modelVersion: first.modelVersion });
    const ssh = await register(repository('git@git.example.org:acme/a.git'));
    expect(ssh).toMatchObject({
      created: true,
      modelVersion: { code: { repository: 'git@git.example.org:acme/a.git' } },
    });
    const rows = await subgraph.subgraph.database.manager.query(
      'SELECT m::text, e::text FROM model_version m, ledger_event e',
    );
    expect(JSON.stringify(rows)).not.toContain('s3cret');
  });
});

describe('what is refused, nothing of it is written', () => {
  test.each([
    [
      'other content under a taken version',
      () => ({ config: 1, version: '1.0.0' }),
      'CONFLICT',
      /is taken by other content/,
    ],
    [
      'known content under another version',
      () => ({ version: '9.0.0' }),
      'CONFLICT',
      /already registered as refused\/a@1\.0\.0/,
    ],
    [
      'a version lower than the change asks',
      () => ({ architecture: 'net', version: '1.9.9' }),
      'VERSION_TOO_LOW',
      /ask for 2\.0\.0/,
    ],
    [
      'a number that another version has',
      () => ({ config: 1, externalVersion: '3' }),
      'CONFLICT',
      /has the external version 3 already/,
    ],
    [
      'two files of one path',
      () => ({ artifacts: [pinned, { ...unpinned, path: pinned.path }] }),
      'BAD_USER_INPUT',
      /artifacts .*"model\.onnx"/,
    ],
    [
      'a dataset version twice',
      () => ({ datasets: training(pins.clean, pins.clean) }),
      'BAD_USER_INPUT',
      /datasets .*acme\/clean@1\.0\.0/,
    ],
    [
      'a dataset version under two spellings',
      () => ({ datasets: training(pins.clean, 'acme/clean@latest') }),
      'BAD_USER_INPUT',
      /datasets .*acme\/clean@1\.0\.0/,
    ],
    [
      'a parent under two spellings',
      () => ({ parents: ['refused/a@1.0.0', 'refused/a@latest'] }),
      'BAD_USER_INPUT',
      /parents .*refused\/a@1\.0\.0/,
    ],
    [
      'a dataset that does not exist',
      () => ({ datasets: training('acme/no@1.0.0') }),
      'REFERENCE_NOT_FOUND',
      /DatasetVersion .*"acme\/no@1\.0\.0"/,
    ],
    [
      'an environment that does not exist',
      () => ({ environment: 'acme/no@1.0.0' }),
      'REFERENCE_NOT_FOUND',
      /EnvironmentVersion .*"acme\/no@1\.0\.0"/,
    ],
    ['a run that does not exist', () => ({ run: 'no-uuid' }), 'REFERENCE_NOT_FOUND', /Run .*"no-uuid"/],
    [
      'a parent that does not exist',
      () => ({ parents: ['acme/no@1.0.0'] }),
      'REFERENCE_NOT_FOUND',
      /ModelVersion .*"acme\/no@1\.0\.0"/,
    ],
    [
      'a commit that is none',
      () => ({ code: { commit: 'HEAD' } }),
      'BAD_USER_INPUT',
      /code\.commit must be a Git commit/,
    ],
  ] as const)('%s', async (_, change, code, sentence) => {
    await register({ ...base(), model: 'refused/a', externalVersion: '3' });
    const before = await snapshotRows(subgraph.subgraph);
    const { errors } = await subgraph.ask(REGISTER, { input: { ...base(), model: 'refused/a', ...change() } });
    expect(errors).toMatchObject([{ message: expect.stringMatching(sentence), extensions: { code } }]);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test.each(['datasets', 'environments', 'experiments'])(
    'what %s owns while it does not answer: UNAVAILABLE',
    async (down) => {
      await using alone = await openTestSubgraph(models, (name) => async (request) => {
        if (name === down) throw new PedigraphError('UNAVAILABLE', `The ${name} subgraph is down.`);
        return peers.transportOf(name)(request);
      });
      const before = await snapshotRows(alone.subgraph);
      const { errors } = await alone.ask(REGISTER, { input: { ...base(), model: 'acme/a', run: pins.run } });
      expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
      expect(await snapshotRows(alone.subgraph)).toEqual(before);
      const without = { ...base(), model: 'acme/a', datasets: [], environment: null };
      expect(await alone.ask(REGISTER, { input: without })).toMatchObject({
        data: { registerModelVersion: { created: true } },
      });
    },
  );
});

interface Registration {
  readonly created: boolean;
  readonly bump: { readonly level: string; readonly reasons: readonly string[] };
  readonly modelVersion: {
    readonly ref: string;
    readonly version: string;
    readonly manifest: { readonly artifacts: readonly object[] };
  };
}

async function register(input: object): Promise<Registration> {
  const { data, errors } = await subgraph.ask<{ registerModelVersion: Registration }>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.registerModelVersion;
}
