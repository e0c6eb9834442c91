import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { digestOf, type Pins, seedPeers } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const peers = createTestPeers();
let world: TestSubgraph;
let pins: Pins;
let run: string;
beforeAll(async () => {
  pins = await seedPeers(peers);
  world = await openTestSubgraph(experiments, peers.transportOf);
  run = await startRun();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const STATE = `id ref name modelType status statusMessage digest manifest parameters all: parameters(includeAfterEnd: true) tags
  artifacts { path } archivedAt run { id } experiment { name }`;

describe('a logged model', () => {
  test('is made by a run, PENDING, and is sealed with its parameters and files when it is READY', async () => {
    const artifacts = [{ path: 'MLmodel', uri: 's3://acme/MLmodel', digest: digestOf('MLmodel') }];
    const made = await create({ run, modelType: 'LoggedModel', parameters: { depth: '6' }, tags: { of: 'May' } });
    expect(made).toMatchObject({
      ...{ status: 'PENDING', digest: null, manifest: null, modelType: 'LoggedModel', parameters: { depth: '6' } },
      ...{ tags: { of: 'May' }, artifacts: [], run: { id: run }, experiment: { name: 'acme/logged' } },
    });
    expect(made.ref).toBe(`acme/logged@${made.id}`);
    await write('logLoggedModelParameters', { loggedModel: made.id, parameters: { width: 3 } });
    const ready = await finish({ loggedModel: made.id, status: 'READY', message: 'It is there.', artifacts });
    expect(ready).toMatchObject({ status: 'READY', statusMessage: 'It is there.', artifacts: [{ path: 'MLmodel' }] });
    expect(ready.manifest).toEqual({
      kind: 'LoggedModel',
      id: made.id,
      name: 'model',
      modelType: 'LoggedModel',
      run: { ref: `acme/logged@${run}` },
      parameters: { depth: '6', width: 3 },
      artifacts: [{ path: 'MLmodel', digest: digestOf('MLmodel'), sizeBytes: null, mediaType: null }],
    });
    expect(ready.digest).toMatch(/^sha256:/);

    // Again is the same; all else is refused.
    const before = await snapshotRows(world.subgraph);
    expect(await finish({ loggedModel: made.id, status: 'READY' })).toEqual(ready);
    expect(await finish({ loggedModel: made.id, status: 'READY', artifacts })).toEqual(ready);
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    for (const other of [
      { status: 'FAILED' },
      { status: 'READY', message: 'Another.' },
      { status: 'READY', artifacts: [{ ...artifacts[0], path: 'other' }] },
    ]) {
      expect(await refused('finishLoggedModel', { loggedModel: made.id, ...other })).toMatchObject({
        code: 'IMMUTABLE',
      });
    }
  });

  test('that FAILED may still become READY', async () => {
    const { id: loggedModel } = await create({});
    expect(await finish({ loggedModel, status: 'FAILED', message: 'No space.' })).toMatchObject({
      ...{ status: 'FAILED', statusMessage: 'No space.', digest: null },
    });
    const before = await snapshotRows(world.subgraph);
    await finish({ loggedModel, status: 'FAILED' });
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    expect(await refused('finishLoggedModel', { loggedModel, status: 'FAILED', artifacts: [FILE] })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await finish({ loggedModel, status: 'READY' })).toMatchObject({ status: 'READY', statusMessage: null });
  });

  test('takes parameters once it is READY only where that is asked for, beside what is sealed', async () => {
    const { id: loggedModel } = await create({ parameters: { depth: 6 } });
    const sealed = await finish({ loggedModel, status: 'READY' });
    const input = { loggedModel, parameters: { late: 'yes', depth: 6 } };
    expect(await refused('logLoggedModelParameters', input)).toMatchObject({ code: 'IMMUTABLE' });
    const payload = await write(
      'logLoggedModelParameters',
      { ...input, afterEnd: true },
      `accepted loggedModel { ${STATE} }`,
    );
    expect(payload).toEqual({ accepted: 2, loggedModel: { ...sealed, all: { depth: 6, late: 'yes' } } });
    expect(
      await refused('logLoggedModelParameters', { loggedModel, parameters: { late: 'no' }, afterEnd: true }),
    ).toMatchObject({ code: 'CONFLICT', keys: ['late'] });
    // Which of them are sealed PostgreSQL knows better than who writes.
    await expect(
      world.subgraph.database.manager.query(
        "INSERT INTO logged_model_parameter (logged_model_id, key, value, is_after_end) VALUES ($1, 'k', '1', false)",
        [loggedModel],
      ),
    ).rejects.toThrow('READY');
  });

  test('with an externalId that is known is that one, and a CONFLICT with other content', async () => {
    const input = { externalId: 'mlflow:m-1', parameters: { a: 1 }, createdElsewhereBy: 'ann' };
    const first = await create(input);
    const before = await snapshotRows(world.subgraph);
    const again = await write('createLoggedModel', named(input), 'created loggedModel { id createdElsewhereBy }');
    expect(again).toEqual({ created: false, loggedModel: { id: first.id, createdElsewhereBy: 'ann' } });
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    expect(await refused('createLoggedModel', named({ ...input, modelType: 'x', parameters: { a: 2 } }))).toMatchObject(
      {
        code: 'CONFLICT',
        differences: ['modelType', 'parameters.a'],
      },
    );
    expect(await refused('createLoggedModel', named({ run: first.id }))).toMatchObject({
      code: 'REFERENCE_NOT_FOUND',
    });
    const query = '{ loggedModelByExternalId(experiment: "acme/logged", externalId: "mlflow:m-1") { id } }';
    expect(await ask(query)).toEqual({ loggedModelByExternalId: { id: first.id } });
  });

  test('is tagged, archived and restored, sealed or not', async () => {
    const { id: loggedModel } = await create({ tags: { a: '1', b: '2' } });
    const { digest } = await finish({ loggedModel, status: 'READY' });
    const tagged = await write(
      'setLoggedModelTags',
      { loggedModel, set: { a: '3' }, remove: ['b'] },
      `loggedModel { ${STATE} }`,
    );
    expect(tagged).toMatchObject({ loggedModel: { tags: { a: '3' }, digest } });
    const archived = await write<{ loggedModel: { archivedAt: string } }>(
      'archiveLoggedModel',
      { loggedModel, reason: 'Old.' },
      'loggedModel { archivedAt }',
    );
    expect(archived.loggedModel.archivedAt).not.toBeNull();
    expect(await write('restoreLoggedModel', { loggedModel }, 'loggedModel { archivedAt }')).toEqual({
      loggedModel: { archivedAt: null },
    });
  });

  test('is listed by its experiment, and is there by id and ref', async () => {
    const { id, ref } = await create({ experiment: 'acme/listed' });
    const query = `query ($refs: [_Any!]!) {
      experiment(name: "acme/listed") { loggedModels { nodes { id } totalCount } }
      _entities(representations: $refs) { ... on LoggedModel { id } }
      loggedModel(id: "nothing") { id }
    }`;
    const refs = [{ __typename: 'LoggedModel', ref }];
    expect(await ask(query, { refs })).toEqual({
      experiment: { loggedModels: { nodes: [{ id }], totalCount: 1 } },
      _entities: [{ id }],
      loggedModel: null,
    });
  });
});

describe('what is measured of a logged model', () => {
  const METRIC = 'key value step datasetName datasetDigest dataset { id } run { id }';

  test('is stored once, on its dataset, and is read by the last value or in whole', async () => {
    const { id: loggedModel } = await create({});
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    const metrics = [
      { key: 'auc', value: 0.5, step: 2, timestamp: at(1) },
      { key: 'auc', value: 'NaN', step: 1, timestamp: at(2) },
      { key: 'auc', value: 0.7, step: 1, timestamp: at(2) },
      { key: 'auc', value: 0.9, timestamp: at(1), dataset: pins.clean },
      { key: 'loss', value: 'Infinity', timestamp: at(1), datasetName: 'words', datasetDigest: 'd1' },
    ];
    const selection = `accepted loggedModel { metrics { ${METRIC} } metricHistory(first: 3) { nodes { key value } totalCount pageInfo { endCursor } } }`;
    const first = await write<Measured>('logLoggedModelMetrics', { loggedModel, run, metrics }, selection);
    expect(first.accepted).toBe(5);
    expect(first.loggedModel.metrics).toMatchObject([
      { key: 'auc', value: 0.7, datasetName: null, dataset: null, run: { id: run } },
      { key: 'auc', value: 0.9, datasetName: 'acme/clean', dataset: { id: expect.any(String) } },
      { key: 'loss', value: 'Infinity', datasetName: 'words', datasetDigest: 'd1', dataset: null },
    ]);
    const { metricHistory } = first.loggedModel;
    expect(metricHistory).toMatchObject({ totalCount: 5, nodes: [{ value: 0.9 }, { value: 'NaN' }, { value: 0.7 }] });
    const rest = `query ($id: ID!, $after: String) { loggedModel(id: $id) { metricHistory(after: $after) { nodes { key value } } } }`;
    expect(await ask(rest, { id: loggedModel, after: metricHistory.pageInfo.endCursor })).toEqual({
      loggedModel: {
        metricHistory: {
          nodes: [
            { key: 'auc', value: 0.5 },
            { key: 'loss', value: 'Infinity' },
          ],
        },
      },
    });
    const before = await snapshotRows(world.subgraph);
    await write('logLoggedModelMetrics', { loggedModel, run, metrics });
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    const both = { key: 'auc', value: 1, dataset: pins.clean, datasetName: 'words' };
    expect(await refused('logLoggedModelMetrics', { loggedModel, metrics: [both] })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('without a time is the same point whenever it comes', async () => {
    const { id: loggedModel } = await create({});
    const input = { loggedModel, metrics: [{ key: 'auc', value: 0.5 }] };
    await write('logLoggedModelMetrics', input);
    await write('logLoggedModelMetrics', input);
    const query = 'query ($id: ID!) { loggedModel(id: $id) { metricHistory { totalCount } } }';
    expect(await ask(query, { id: loggedModel })).toEqual({ loggedModel: { metricHistory: { totalCount: 1 } } });
  });

  test('comes with what a run logs, is of both, and is pinned to a dataset that the run read', async () => {
    const { id: loggedModel } = await create({});
    await finish({ loggedModel, status: 'READY' });
    const own = await startRun([pins.clean]);
    const digest = await digestOfDataset(pins.clean);
    const metrics = [
      { key: 'f1', value: 0.5 },
      { key: 'auc', value: 0.25, loggedModel, datasetName: 'acme/clean', datasetDigest: digest },
      { key: 'auc', value: 0.75, loggedModel, datasetName: 'other' },
    ];
    const batch = await write('logBatch', { run: own, metrics }, 'metrics run { metrics { key value } }');
    expect(batch).toEqual({
      metrics: 3,
      run: {
        metrics: [
          { key: 'auc', value: 0.75 },
          { key: 'f1', value: 0.5 },
        ],
      },
    });
    const query = `query ($id: ID!) { loggedModel(id: $id) { metrics { ${METRIC} } } }`;
    expect(await ask(query, { id: loggedModel })).toMatchObject({
      loggedModel: {
        metrics: [
          { value: 0.25, datasetName: 'acme/clean', dataset: { id: expect.any(String) }, run: { id: own } },
          { value: 0.75, datasetName: 'other', dataset: null, run: { id: own } },
        ],
      },
    });
    expect(await refused('logBatch', { run: own, metrics: [{ key: 'x', value: 1, datasetName: 'y' }] })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await refused('logBatch', { run: own, metrics: [{ key: 'x', value: 1, loggedModel: own }] })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a run', () => {
  const NAMED = 'added run { loggedModels { step loggedModel { id } } readLoggedModels { id } digest }';

  test('names logged models as its outputs, open or ended, each once at a step', async () => {
    const own = await startRun();
    const { id } = await create({});
    const input = { run: own, loggedModels: [{ loggedModel: id }, { loggedModel: id, step: 3 }, { loggedModel: id }] };
    const outputs = [0, 3].map((step) => ({ step, loggedModel: { id } }));
    expect(await write('addRunOutputs', input, NAMED)).toMatchObject({
      added: 2,
      run: { loggedModels: outputs, readLoggedModels: [] },
    });
    const before = await snapshotRows(world.subgraph);
    expect(await write('addRunOutputs', input, NAMED)).toMatchObject({ added: 0 });
    expect(await snapshotRows(world.subgraph)).toEqual(before);
    const ended = await write<{ run: { digest: string } }>(
      'finishRun',
      { run: own, status: 'FINISHED' },
      'run { digest }',
    );
    const later = { run: own, loggedModels: [{ loggedModel: id, step: 4 }] };
    expect(await write('addRunOutputs', later, NAMED)).toMatchObject({ added: 1, run: ended.run });
  });

  test('names logged models that it reads, beside dataset versions', async () => {
    const own = await startRun();
    const { id } = await create({});
    const input = { run: own, inputs: [{ ref: pins.clean }], loggedModels: [id] };
    expect(await write('addRunInputs', input, NAMED)).toMatchObject({
      ...{ added: 2, run: { loggedModels: [], readLoggedModels: [{ id }] } },
    });
    expect(await write('addRunInputs', input, NAMED)).toMatchObject({ added: 0 });
    expect(await refused('addRunInputs', { run: own })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('counts both for one limit under one lock, taken after that of the run', async () => {
    const own = await startRun();
    const { id } = await create({});
    const locksOf = async (field: string, loggedModels: readonly unknown[]) => {
      world.statements();
      await write(field, { run: own, loggedModels });
      return world.statements().flatMap((sql) => /'\.(run|run-facts)\.'/.exec(sql)?.[1] ?? []);
    };
    expect(await locksOf('addRunOutputs', [{ loggedModel: id }])).toEqual(['run-facts']);
    expect(await locksOf('addRunInputs', [id])).toEqual(['run', 'run-facts']);
  });
});

const FILE = { path: 'MLmodel', uri: 's3://acme/MLmodel' };

interface State {
  readonly id: string;
  readonly ref: string;
  readonly digest: string | null;
  readonly manifest: object | null;
}

interface Measured {
  readonly accepted: number;
  readonly loggedModel: {
    readonly metrics: object[];
    readonly metricHistory: { readonly pageInfo: { readonly endCursor: string } };
  };
}

const named = (input: object) => ({ experiment: 'acme/logged', name: 'model', ...input });

async function create(input: Readonly<Record<string, unknown>>): Promise<State> {
  await world.ask('mutation ($name: String!) { createExperiment(input: { name: $name }) { created } }', {
    name: input['experiment'] ?? 'acme/logged',
  });
  return (await write<{ loggedModel: State }>('createLoggedModel', named(input), `loggedModel { ${STATE} }`))
    .loggedModel;
}

async function finish(input: object): Promise<State> {
  return (await write<{ loggedModel: State }>('finishLoggedModel', input, `loggedModel { ${STATE} }`)).loggedModel;
}

async function startRun(inputs: readonly string[] = []): Promise<string> {
  const input = { experiment: 'acme/logged', name: 'r', inputs: inputs.map((ref) => ({ ref, role: 'TRAINING' })) };
  return (await write<{ run: { id: string } }>('startRun', input, 'run { id }')).run.id;
}

async function digestOfDataset(ref: string): Promise<string> {
  const query = 'query ($ref: String!) { datasetVersion(ref: $ref) { digest } }';
  return (await peers.ask<{ datasetVersion: { digest: string } }>('datasets', query, { ref })).datasetVersion.digest;
}

function mutation(field: string, selection = '__typename'): string {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) { made: ${field}(input: $input) { ${selection} } }`;
}

async function write<T = object>(field: string, input: object, selection?: string): Promise<T> {
  return (await ask<{ made: T }>(mutation(field, selection), { input })).made;
}

async function refused(field: string, input: object): Promise<object | undefined> {
  return (await world.ask(mutation(field), { input })).errors?.[0]?.extensions;
}

async function ask<T = object>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data));
}
