import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const EXPERIMENT = `id name displayName description tags artifactLocation externalId createdElsewhereAt createdElsewhereBy
  archivedAt createdAt createdBy updatedAt displayNames { displayName actor }`;

const peers = createTestPeers();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

interface Experiment {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly displayNames: readonly { readonly displayName: string; readonly actor: string }[];
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}
type Payload = { readonly created?: boolean; readonly experiment: Experiment };

/** Sends a mutation of experiments. */
async function send(field: string, input: object) {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const created = field === 'createExperiment' ? 'created' : '';
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${created} experiment { ${EXPERIMENT} } } }`;
  const { data, errors } = await subgraph.ask<Record<string, Payload>>(document, { input });
  return { payload: data?.[field], errors };
}

async function write(field: string, input: object): Promise<Payload> {
  const { payload, errors } = await send(field, input);
  if (payload == null) throw new Error(JSON.stringify(errors));
  return payload;
}

const create = (input: object) => write('createExperiment', input);

async function refusal(field: string, input: object): Promise<{ code: string; existing?: string }> {
  const before = await snapshotRows(subgraph.subgraph);
  const { errors } = await send(field, input);
  expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  return errors![0]!.extensions;
}

async function read<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function called(namespace: string, displayName: string): Promise<string | null> {
  const query = `query ($namespace: String!, $displayName: String!) {
    experimentByDisplayName(namespace: $namespace, displayName: $displayName) { name }
  }`;
  const { experimentByDisplayName: found } = await read<{ experimentByDisplayName: { name: string } | null }>(query, {
    namespace,
    displayName,
  });
  return found?.name ?? null;
}

const startRun = async (experiment: string) =>
  subgraph.ask<{ startRun: { run: { ref: string } } }>(
    `mutation ($experiment: String!) { startRun(input: { experiment: $experiment, name: "night" }) { run { ref } } }`,
    { experiment },
  );

describe('an experiment that is made', () => {
  test('is there without a run, with all that it was made with', async () => {
    const made = {
      displayName: 'Größe & Gewicht',
      description: 'How heavy.',
      tags: { team: 'risk', __proto__x: 'y', 'mlflow.note.content': '# Note' },
      artifactLocation: 's3://models/größe',
      externalId: 'mlflow:12',
      createdElsewhereAt: '2024-02-03T04:05:06.789Z',
      createdElsewhereBy: 'ann',
    };
    const { created, experiment } = await create({ namespace: 'made', ...made });
    expect(created).toBe(true);
    expect(experiment).toMatchObject({ name: 'made/Gro-e-Gewicht', ...made, archivedAt: null });
    expect(experiment.displayNames).toEqual([{ displayName: made.displayName, actor: expect.any(String) }]);
    expect(experiment.updatedAt).toBe(experiment.createdAt);
  });

  test('again is the same, by its id elsewhere, its name or its display name, and stays as it is', async () => {
    const first = await create({ namespace: 'again', displayName: 'One', externalId: 'x:1', description: 'as it was' });
    for (const input of [
      { namespace: 'again', displayName: 'One' },
      { name: 'again/One', description: 'otherwise', tags: { other: 'tag' } },
      { namespace: 'again', displayName: 'Another', externalId: 'x:1' },
      { name: 'again/One', displayName: 'Another', externalId: 'x:1' },
    ]) {
      const { created, experiment } = await create(input);
      expect([created, experiment]).toEqual([false, first.experiment]);
    }
  });

  test('by many at once is one, and many of one derived name are as many', async () => {
    const same = await Promise.all(
      Array.from({ length: 12 }, () => create({ namespace: 'raced', displayName: 'The same' })),
    );
    expect(same.filter(({ created }) => created)).toHaveLength(1);
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, index) => create({ namespace: 'raced', displayName: '検'.repeat(index + 1) })),
    );
    const names = ['raced/unnamed', ...Array.from({ length: 11 }, (_, index) => `raced/unnamed-${index + 2}`)];
    expect(many.map(({ experiment }) => experiment.name).sort()).toEqual(names.sort());
  });

  test.each([
    ['neither a name nor a namespace', { displayName: 'a' }, 'BAD_USER_INPUT'],
    ['a namespace and no display name', { namespace: 'a' }, 'BAD_USER_INPUT'],
    ['a name and a namespace', { name: 'a/b', namespace: 'a', displayName: 'b' }, 'BAD_USER_INPUT'],
    ['a namespace that is none', { namespace: 'a/../b', displayName: 'b' }, 'BAD_USER_INPUT'],
    ['a namespace without room', { namespace: 'n'.repeat(151), displayName: 'b' }, 'BAD_USER_INPUT'],
    ['an empty display name', { namespace: 'a', displayName: '' }, 'BAD_USER_INPUT'],
    ['a moment to come', { name: 'a/b', createdElsewhereAt: '2999-01-01T00:00:00Z' }, 'BAD_USER_INPUT'],
  ])('with %s is refused, and nothing is written', async (_, input, code) => {
    expect(await refusal('createExperiment', input)).toMatchObject({ code });
  });

  test('of a store that has other ids is another: it does not become one with what is called the same', async () => {
    await create({ namespace: 'stores', displayName: 'Default', externalId: 'one:0' });
    const of = (input: object) => refusal('createExperiment', input);
    const conflict = { code: 'CONFLICT', existing: 'stores/Default' };
    expect(await of({ namespace: 'stores', displayName: 'Default', externalId: 'two:0' })).toMatchObject(conflict);
    expect(await of({ name: 'stores/Default', externalId: 'two:0' })).toMatchObject(conflict);
    expect(await of({ name: 'stores/other', externalId: 'one:0' })).toMatchObject(conflict);
    expect(await of({ name: 'stores/other', displayName: 'Default' })).toMatchObject(conflict);
    const other = await create({ namespace: 'stores', displayName: 'Default (two)', externalId: 'two:0' });
    expect(other.experiment.name).toBe('stores/Default-two');
  });

  test('is the one whose runs are started by its name', async () => {
    const { experiment } = await create({ namespace: 'runs', displayName: 'Night runs' });
    const { data } = await startRun('runs/Night-runs');
    expect(data.startRun.run.ref.startsWith(`${experiment.name}@`)).toBe(true);
    const query = '{ experiment(name: "runs/Night-runs") { id displayName runs { totalCount } } }';
    expect(await read(query)).toEqual({
      experiment: { id: experiment.id, displayName: 'Night runs', runs: { totalCount: 1 } },
    });
  });
});

describe('the display name of an experiment', () => {
  test('is its name where nobody gave it another', async () => {
    await startRun('plain/nightly');
    expect(await called('plain', 'plain/nightly')).toBe('plain/nightly');
    const { experiment } = await read<{ experiment: Experiment }>(
      '{ experiment(name: "plain/nightly") { displayName displayNames { displayName } } }',
    );
    expect(experiment).toEqual({ displayName: 'plain/nightly', displayNames: [{ displayName: 'plain/nightly' }] });
  });

  test('changes as a fact: the name stays, and what it was called stays in its history', async () => {
    const { experiment: made } = await create({ namespace: 'renamed', displayName: 'First' });
    const rename = (displayName: string, more: object = {}) =>
      write('renameExperiment', { experiment: made.name, displayName, ...more });
    await rename('Second', { expected: 'First', reason: 'It is better.' });
    const { experiment } = await rename('第三');
    expect(experiment).toMatchObject({ id: made.id, name: made.name, displayName: '第三' });
    expect(experiment.displayNames.map(({ displayName }) => displayName)).toEqual(['第三', 'Second', 'First']);
    expect(Date.parse(experiment.updatedAt)).toBeGreaterThanOrEqual(Date.parse(made.updatedAt));
    expect([await called('renamed', '第三'), await called('renamed', 'First')]).toEqual([made.name, null]);
    expect(
      await refusal('renameExperiment', { experiment: made.id, displayName: 'x', expected: 'First' }),
    ).toMatchObject({
      code: 'CONFLICT',
      displayName: '第三',
    });
  });

  test('that it has is not written again', async () => {
    const { experiment } = await create({ namespace: 'renamed', displayName: 'Same' });
    const before = await snapshotRows(subgraph.subgraph);
    await write('renameExperiment', { experiment: experiment.id, displayName: 'Same' });
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test('is that of one in its namespace: taken it is a CONFLICT, elsewhere or archived it is free', async () => {
    const { experiment: one } = await create({ namespace: 'taken', displayName: 'A' });
    const { experiment: other } = await create({ namespace: 'taken', displayName: 'B' });
    const toA = { experiment: other.name, displayName: 'A' };
    expect(await refusal('renameExperiment', toA)).toMatchObject({ code: 'CONFLICT', existing: one.name });
    expect((await create({ namespace: 'taken-elsewhere', displayName: 'A' })).created).toBe(true);
    await write('archiveExperiment', { experiment: one.name });
    expect(await called('taken', 'A')).toBe(null);
    await write('renameExperiment', toA);
    expect(await called('taken', 'A')).toBe(other.name);
    expect(await refusal('restoreExperiment', { experiment: one.name })).toMatchObject({
      code: 'CONFLICT',
      existing: other.name,
    });
    await write('renameExperiment', { experiment: one.name, displayName: 'A, the first' });
    const { experiment } = await write('restoreExperiment', { experiment: one.name });
    expect(experiment).toMatchObject({ displayName: 'A, the first', archivedAt: null });
  });

  test('may be the name of one that is made later, which is called by the next free text', async () => {
    const { experiment } = await create({ namespace: 'early', displayName: 'early/nightly' });
    expect(experiment.name).toBe('early/early-nightly');
    expect((await startRun('early/nightly')).errors).toBe(undefined);
    expect(await called('early', 'early/nightly')).toBe(experiment.name);
    expect(await called('early', 'early/nightly-2')).toBe('early/nightly');
    await create({ namespace: 'early', displayName: 'early/daily' });
    const { experiment: daily } = await create({ name: 'early/daily' });
    expect(daily.displayName).toBe('early/daily-2');
    expect(daily.displayNames).toHaveLength(1);
  });

  test('given to many at once is had by one', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, index) => create({ namespace: 'contest', displayName: `n${index}` })),
    );
    const answers = await Promise.all(
      made.map(({ experiment }) => send('renameExperiment', { experiment: experiment.id, displayName: 'winner' })),
    );
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    const refused = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? []);
    expect(refused).toEqual(Array.from({ length: 7 }, () => 'CONFLICT'));
  });
});

describe('tags of an experiment', () => {
  test('are set and removed, and what they were at a moment is known', async () => {
    const { experiment: made } = await create({ namespace: 'tagged', displayName: 'T', tags: { a: '1', b: '2' } });
    const change = { experiment: made.name, set: { b: '3', ['__proto__']: 'p' }, remove: ['a', 'never'] };
    const { experiment } = await write('setExperimentTags', change);
    expect(Object.entries(experiment.tags)).toEqual([
      ['__proto__', 'p'],
      ['b', '3'],
    ]);
    const { experiment: then } = await read<{ experiment: Experiment }>(
      'query ($asOf: DateTime!) { experiment(name: "tagged/T") { tags(asOf: $asOf) } }',
      { asOf: made.createdAt },
    );
    expect(then.tags).toEqual({ a: '1', b: '2' });
    const before = await snapshotRows(subgraph.subgraph);
    await write('setExperimentTags', change);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test('may have 8,000 characters', async () => {
    const { experiment } = await create({ name: 'tagged/long', tags: { note: 'ü'.repeat(8_000) } });
    expect(experiment.tags['note']).toHaveLength(8_000);
    expect(
      await refusal('setExperimentTags', { experiment: 'tagged/long', set: { note: 'ü'.repeat(8_001) } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('an experiment goes into the archive and comes back, as often as one likes', async () => {
  const { experiment: made } = await create({ namespace: 'archive', displayName: 'Box' });
  for (const _ of [1, 2, 3]) {
    const archived = await write('archiveExperiment', { experiment: made.id, reason: 'Old.' });
    expect(archived.experiment.archivedAt).not.toBe(null);
    expect(await write('archiveExperiment', { experiment: made.id })).toEqual(archived);
    const restored = await write('restoreExperiment', { experiment: made.id });
    expect(restored.experiment.archivedAt).toBe(null);
    expect(await write('restoreExperiment', { experiment: made.id })).toEqual(restored);
  }
});

test('an experiment is found by its id elsewhere, whatever became of it, and by our own', async () => {
  const { experiment } = await create({ namespace: 'ids', displayName: 'First', externalId: 'mlflow:7' });
  await write('renameExperiment', { experiment: experiment.name, displayName: 'Second' });
  await write('archiveExperiment', { experiment: experiment.name });
  const found = await read(
    `query ($id: ID!) {
      elsewhere: experimentByExternalId(namespace: "ids", externalId: "mlflow:7") { id }
      anywhere: experimentByExternalId(externalId: "mlflow:7") { id }
      nowhere: experimentByExternalId(namespace: "other", externalId: "mlflow:7") { id }
      own: experiment(id: $id) { name }
    }`,
    { id: experiment.id },
  );
  const itself = { id: experiment.id };
  expect(found).toEqual({ elsewhere: itself, anywhere: itself, nowhere: null, own: { name: experiment.name } });
  const both = await subgraph.ask('{ experiment(name: "a", id: "b") { id } }');
  expect(both.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});
