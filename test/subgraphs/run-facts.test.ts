import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rightsFrom } from '#platform/auth/rights.js';
import { experiments } from '#subgraphs/experiments/index.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const peers = createTestPeers();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const RUN = `id ref name names { displayName actor } tags user status digest manifest archivedAt createdAt
  parent { id } children { nodes { id } totalCount }`;
interface Run {
  readonly id: string;
  readonly ref: string;
  readonly name: string;
  readonly names: readonly { readonly displayName: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly digest: string | null;
  readonly archivedAt: string | null;
  readonly createdAt: string;
}

async function send(field: string, input: object) {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { run { ${RUN} } } }`;
  const { data, errors } = await subgraph.ask<Record<string, { run: Run }>>(document, { input });
  return { run: data?.[field]?.run, errors };
}

async function write(field: string, input: object): Promise<Run> {
  const { run, errors } = await send(field, input);
  if (run === undefined) throw new Error(JSON.stringify(errors));
  return run;
}

const start = (input: object = {}) => write('startRun', { experiment: 'acme/facts', name: 'night', ...input });

async function refusal(field: string, input: object): Promise<string> {
  const before = await snapshotRows(subgraph.subgraph);
  const { errors } = await send(field, input);
  expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  return errors![0]!.extensions.code;
}

describe.each([
  ['open', false],
  ['ended', true],
])('of a run that is %s', (_, isEnded) => {
  const begin = async (input: object = {}) => {
    const run = await start({ tags: { a: '1', b: '2' }, ...input });
    return isEnded ? write('finishRun', { run: run.id, status: 'FINISHED' }) : run;
  };

  test('tags are set and removed, nothing sealed changes, and what they were at the start is known', async () => {
    const run = await begin();
    const change = { run: run.id, set: { b: '3', c: '' }, remove: ['a', 'never'] };
    const changed = await write('setRunTags', change);
    expect(changed).toEqual({ ...run, tags: { b: '3', c: '' } });
    const { data } = await subgraph.ask('query ($id: ID!, $asOf: DateTime!) { run(id: $id) { tags(asOf: $asOf) } }', {
      id: run.id,
      asOf: run.createdAt,
    });
    expect(data).toEqual({ run: { tags: { a: '1', b: '2' } } });
    const before = await snapshotRows(subgraph.subgraph);
    expect(await write('setRunTags', change)).toEqual(changed);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
    expect((await write('setRunTags', { run: run.id, set: { a: '1' } })).tags).toEqual({ a: '1', b: '3', c: '' });
  });

  test('the name changes as a fact, and the manifest has the one that it was started with', async () => {
    const run = await begin();
    const renamed = await write('renameRun', { run: run.id, name: 'a day', expected: 'night', reason: 'It is one.' });
    expect(renamed).toMatchObject({ ref: run.ref, name: 'a day', digest: run.digest });
    expect(renamed.names.map(({ displayName }) => displayName)).toEqual(['a day', 'night']);
    expect(await refusal('renameRun', { run: run.id, name: 'x', expected: 'night' })).toBe('CONFLICT');
    const before = await snapshotRows(subgraph.subgraph);
    expect(await write('renameRun', { run: run.id, name: 'a day' })).toEqual(renamed);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
    const finished = await write('finishRun', { run: run.id, status: 'FINISHED' });
    expect(finished).toMatchObject({ name: 'a day', manifest: { name: 'night' } });
  });

  test('the archive takes it and gives it back, as often as one likes', async () => {
    const run = await begin();
    for (const _ of [1, 2, 3]) {
      expect((await write('archiveRun', { run: run.id })).archivedAt).not.toBe(null);
      expect(await write('restoreRun', { run: run.id })).toEqual(run);
      expect(await write('restoreRun', { run: run.id })).toEqual(run);
    }
  });
});

test('a run that is started again by its externalId is the same though it was renamed and tagged since', async () => {
  const input = { externalId: 'mlflow:1', tags: { a: '1' }, user: 'ann' };
  const run = await start(input);
  await write('renameRun', { run: run.id, name: 'a day' });
  await write('setRunTags', { run: run.id, set: { a: '2' } });
  expect(await start(input)).toMatchObject({ id: run.id, name: 'a day', tags: { a: '2' }, user: 'ann' });
  expect(await refusal('startRun', { experiment: 'acme/facts', name: 'night', ...input, user: 'eve' })).toBe(
    'CONFLICT',
  );
});

test('tags of one run that many set at once are all set, and each change of a tag has its place', async () => {
  const run = await start();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      send('setRunTags', { run: run.id, set: { [`k${index}`]: 'v', one: `${index}` } }),
    ),
  );
  expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
  const rows = await subgraph.subgraph.database.manager.query(
    `SELECT sequence FROM tag_change WHERE subject_id = $1 AND key = 'one' ORDER BY 1`,
    [run.id],
  );
  expect(rows.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
  expect(Object.keys((await write('renameRun', { run: run.id, name: 'x' })).tags)).toHaveLength(13);
});

describe('a run in a run', () => {
  test('has its parent, which has its children, newest first, in any experiment', async () => {
    const parent = await start({ name: 'search' });
    const one = await start({ parent: parent.id });
    const two = await write('registerRun', { experiment: 'acme/elsewhere', name: 'try', parent: parent.id });
    const grandchild = await start({ parent: two.id });
    expect(one).toMatchObject({ parent: { id: parent.id }, children: { totalCount: 0 } });
    expect(grandchild).toMatchObject({ parent: { id: two.id } });
    const { data } = await subgraph.ask(`query ($id: ID!) { run(id: $id) { ${RUN} } }`, { id: parent.id });
    const children = { nodes: [{ id: two.id }, { id: one.id }], totalCount: 2 };
    expect(data).toMatchObject({ run: { parent: null, children } });
  });

  test('is an edge of the lineage', async () => {
    const parent = await start();
    const child = await start({ parent: parent.id });
    const [event] = await subgraph.subgraph.database.manager.query(
      `SELECT payload FROM ledger_event WHERE type = 'RunStarted' AND subject = $1`,
      [child.ref],
    );
    expect(event.payload.lineage.upstream).toEqual([
      { kind: 'RUN', id: parent.id, ref: parent.ref, relation: 'CHILD_OF' },
    ]);
  });

  test.each([
    ['that is not there', '0190a0a0-0000-7000-8000-00000000dead'],
    ['that is no id', 'x'],
  ])('has no parent %s', async (_, parent) => {
    const input = { experiment: 'acme/facts', name: 'night', parent };
    expect(await refusal('startRun', input)).toBe('REFERENCE_NOT_FOUND');
    expect(await refusal('registerRun', input)).toBe('REFERENCE_NOT_FOUND');
  });

  test('started again in another is a CONFLICT', async () => {
    const [one, other] = [await start(), await start()];
    const input = { experiment: 'acme/facts', name: 'night', externalId: 'mlflow:nested', parent: one.id };
    await write('startRun', input);
    expect(await refusal('startRun', { ...input, parent: other.id })).toBe('CONFLICT');
  });

  test('does not tell of a parent or of children that its reader may not see', async () => {
    const hidden = await start({ experiment: 'secret/search', name: 'search' });
    const seen = await start({ parent: hidden.id });
    await start({ experiment: 'secret/try', name: 'try', parent: seen.id });
    const rights = rightsFrom({ roles: [], closed: ['secret'] });
    const caller = { actor: 'eve', kind: 'USER', rights } as const;
    const document = parse(`query ($id: ID!) { run(id: $id) { ${RUN} } }`);
    const { data } = await subgraph.subgraph.execute({
      document,
      variables: { id: seen.id },
      caller,
      requestId: 'test',
    });
    expect(data).toMatchObject({ run: { parent: null, children: { nodes: [], totalCount: 0 } } });
  });
});
