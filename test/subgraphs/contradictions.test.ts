import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const REGISTER = `mutation ($data: RegisterDatasetVersionInput!, $run: RegisterRunInput!) {
  registerDatasetVersion(input: $data) { datasetVersion { ref } } registerRun(input: $run) { run { id ref } }
}`;
const VERSION =
  'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { ref } } }';
const REPORT = `mutation ($input: ReportContradictionInput!) {
  reportContradiction(input: $input) { created contradiction { id kind subject known found resolvedAt } }
}`;
const RESOLVE = `mutation ($input: ResolveContradictionInput!) {
  resolveContradiction(input: $input) { contradiction { id resolvedAt resolvedBy resolution } }
}`;
const LIST = `query ($filter: ContradictionFilter, $first: Int! = 20, $after: String) {
  contradictions(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes { id kind subject } }
}`;
const OF_MODEL = `query ($name: String!, $ref: String!) {
  model(name: $name) { contradictions(filter: { open: true }) { totalCount nodes { kind } } }
  modelVersion(ref: $ref) { contradictions { nodes { kind modelVersion { ref } datasetVersion { ref } run { ref } } } }
}`;

const digest = `sha256:${'a'.repeat(64)}`;
const repository = 'https://git.example.org/acme/fraud';

// biome-ignore lint/suspicious/noExplicitAny: whatever was selected
async function ask(document: string, variables: object): Promise<any> {
  const { data, errors } = await graph.ask(document, variables as Record<string, unknown>);
  expect(errors).toBeUndefined();
  return data;
}

/** A version with data and a run in a namespace of its own. */
async function versionIn(namespace: string) {
  const files = [{ path: 'a.csv', uri: 's3://acme/a.csv', digest }];
  const made = await ask(REGISTER, {
    data: { dataset: `${namespace}/data`, files },
    run: { experiment: `${namespace}/exp`, name: 'a night' },
  });
  const data = made.registerDatasetVersion.datasetVersion.ref as string;
  const { run } = made.registerRun;
  const model = `${namespace}/model`;
  const input = { model, run: run.id, datasets: [{ role: 'TRAINING', ref: data }] };
  const { modelVersion } = (await ask(VERSION, { input })).registerModelVersion;
  const movedTag = {
    ...{ modelVersion: modelVersion.ref, kind: 'TAG_MOVED', source: repository, place: 'refs/tags/model@v1.0.0' },
    ...{ known: 'c0ffee0', found: 'decaf00' },
  };
  return {
    ...{ model, ref: modelVersion.ref as string, movedTag },
    changedObject: {
      ...{ datasetVersion: data, kind: 'DIGEST_DIFFERS', source: 's3://acme', place: 's3://acme/a.csv' },
      ...{ known: digest, found: `sha256:${'b'.repeat(64)}` },
    },
    deletedRun: { run: run.id, kind: 'RUN_DELETED', source: 'http://mlflow.example.org', place: run.id },
  };
}

const report = async (input: object) => (await ask(REPORT, { input })).reportContradiction;

test('a moved tag, a changed object and a deleted run are contradictions of the model that rests on them', async () => {
  const { model, ref, movedTag, changedObject, deletedRun } = await versionIn('all');
  for (const input of [movedTag, changedObject, deletedRun]) expect((await report(input)).created).toBe(true);
  const answer = await ask(OF_MODEL, { name: model, ref });
  expect(answer.model.contradictions).toEqual({
    totalCount: 3,
    nodes: [{ kind: 'RUN_DELETED' }, { kind: 'DIGEST_DIFFERS' }, { kind: 'TAG_MOVED' }],
  });
  const none = { modelVersion: null, datasetVersion: null, run: null };
  expect(answer.modelVersion.contradictions.nodes).toEqual([
    { ...none, kind: 'RUN_DELETED', run: { ref: expect.stringMatching(/^all\/exp@/) } },
    { ...none, kind: 'DIGEST_DIFFERS', datasetVersion: { ref: 'all/data@1.0.0' } },
    { ...none, kind: 'TAG_MOVED', modelVersion: { ref } },
  ]);
  const other = await versionIn('other');
  const ofOther = await ask(OF_MODEL, { name: other.model, ref: other.ref });
  expect(ofOther.model.contradictions.totalCount).toBe(0);
});

test('the run that was attached to a version later is among what it rests on', async () => {
  const { movedTag, deletedRun } = await versionIn('attached');
  const { modelVersion } = (await ask(VERSION, { input: { model: 'attached/late' } })).registerModelVersion;
  await ask('mutation ($input: AttachRunInput!) { attachRun(input: $input) { __typename } }', {
    input: { modelVersion: modelVersion.ref, run: deletedRun.run },
  });
  for (const input of [deletedRun, movedTag]) await report(input);
  const { model } = await ask(OF_MODEL, { name: 'attached/late', ref: modelVersion.ref });
  expect(model.contradictions.nodes).toEqual([{ kind: 'RUN_DELETED' }]);
});

test('the same contradiction is one fact while it is open, however many report it, and another after it was resolved', async () => {
  const { movedTag } = await versionIn('once');
  const answers = await Promise.all(Array.from({ length: 12 }, () => report(movedTag)));
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  const [first] = answers;
  expect(new Set(answers.map(({ contradiction }) => contradiction.id)).size).toBe(1);
  expect((await report({ ...movedTag, found: 'badc0de' })).created).toBe(true);
  const { id: contradiction } = first.contradiction;
  const { resolveContradiction } = await ask(RESOLVE, { input: { contradiction, reason: 'Moved back.' } });
  expect(resolveContradiction.contradiction).toEqual({
    ...{ id: contradiction, resolution: 'Moved back.', resolvedBy: 'anonymous', resolvedAt: expect.any(String) },
  });
  const again = await ask(RESOLVE, { input: { contradiction, reason: 'Again.' } });
  expect(again.resolveContradiction).toEqual(resolveContradiction);
  const afterwards = await report(movedTag);
  expect(afterwards).toMatchObject({ created: true, contradiction: { resolvedAt: null } });
  expect(afterwards.contradiction.id).not.toBe(contradiction);
});

test('they are listed by namespace, kind, source and moment, open or resolved, page by page', async () => {
  const { model, movedTag, changedObject, deletedRun } = await versionIn('listed/below');
  const ids: string[] = [];
  for (const input of [movedTag, changedObject, deletedRun]) ids.push((await report(input)).contradiction.id);
  await ask(RESOLVE, { input: { contradiction: ids[1]!, reason: 'The bucket was restored.' } });
  const kindsOf = async (filter: object) =>
    (await ask(LIST, { filter })).contradictions.nodes.map(({ kind }: { kind: string }) => kind);
  expect(await kindsOf({ namespace: 'listed' })).toEqual(['RUN_DELETED', 'DIGEST_DIFFERS', 'TAG_MOVED']);
  expect(await kindsOf({ namespace: 'list' })).toEqual([]);
  expect(await kindsOf({ model, open: true })).toEqual(['RUN_DELETED', 'TAG_MOVED']);
  expect(await kindsOf({ model, open: false })).toEqual(['DIGEST_DIFFERS']);
  expect(await kindsOf({ model, kinds: ['TAG_MOVED', 'TAG_DELETED'] })).toEqual(['TAG_MOVED']);
  expect(await kindsOf({ model, source: repository })).toEqual(['TAG_MOVED']);
  expect(await kindsOf({ model, since: '2999-01-01T00:00:00Z' })).toEqual([]);
  expect(await kindsOf({ model, until: '2999-01-01T00:00:00Z' })).toHaveLength(3);
  const { contradictions: page } = await ask(LIST, { filter: { model }, first: 2 });
  expect(page.totalCount).toBe(3);
  const { contradictions: rest } = await ask(LIST, { filter: { model }, first: 2, after: page.pageInfo.endCursor });
  expect([...page.nodes, ...rest.nodes].map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
});

test('a subscription has each as it is reported and resolved, with a link to what is contradicted', async () => {
  const { movedTag, changedObject, deletedRun, ref } = await versionIn('live');
  const subscription = `subscription { ledgerEvents(types: [ContradictionReported, ContradictionResolved], after: { models: 0 }) {
    event { type subject payload entity { kind ref } }
  } }`;
  const client = createClient({ url: `${graph.url}/stream`, retryAttempts: 0 });
  const events = client.iterate<{ ledgerEvents: { event: { type: string; subject: string } } }>({
    query: subscription,
  });
  const ids: string[] = [];
  for (const input of [movedTag, changedObject, deletedRun]) ids.push((await report(input)).contradiction.id);
  await ask(RESOLVE, { input: { contradiction: ids[0]!, reason: 'Moved back.' } });
  const seen: { type: string; subject: string }[] = [];
  for await (const { data } of events) {
    const { event } = data!.ledgerEvents;
    if (event.subject.startsWith('live/')) seen.push(event);
    if (seen.length === 4) break;
  }
  expect(seen).toMatchObject([
    { type: 'ContradictionReported', subject: ref, entity: { kind: 'MODEL_VERSION', ref } },
    { type: 'ContradictionReported', entity: { kind: 'DATASET_VERSION', ref: 'live/data@1.0.0' } },
    { type: 'ContradictionReported', payload: { contradiction: 'RUN_DELETED' }, entity: { kind: 'RUN' } },
    { type: 'ContradictionResolved', payload: { contradictionId: ids[0], reason: 'Moved back.' } },
  ]);
});

test.each([
  [{ kind: 'TAG_MOVED', source: 'x', place: 'y' }, 'BAD_USER_INPUT', /one of modelVersion, datasetVersion and run/],
  [{ modelVersion: 'no/such@1.0.0', kind: 'TAG_MOVED', source: 'x', place: 'y' }, 'NOT_FOUND', /no\/such@1\.0\.0/],
  [{ datasetVersion: 'no/such@1.0.0', kind: 'TAG_MOVED', source: 'x', place: 'y' }, 'REFERENCE_NOT_FOUND', /no\/such/],
  [{ run: 'x', kind: 'RUN_DELETED', source: 'x', place: 'y' }, 'BAD_USER_INPUT', /run must be the id of a run/],
])('what contradicts nothing is refused: %j', async (input, code, message) => {
  const { errors } = await graph.ask(REPORT, { input });
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code } });
});
