import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const DATA = `mutation ($input: RegisterDatasetVersionInput!) { made: registerDatasetVersion(input: $input) { datasetVersion { ref } } }`;
const RUN = `mutation ($input: RegisterRunInput!) { made: registerRun(input: $input) { run { id ref } } }`;
const MODEL = `mutation ($input: RegisterModelVersionInput!) { made: registerModelVersion(input: $input) { modelVersion { ref } } }`;
const RECORD = `mutation ($input: RecordSourcesInput!) { recordSources(input: $input) { recorded } }`;
const SAME =
  'sources { tool subject } sameAs { subject isSame reasons { field value } modelVersion { ref } datasetVersion { ref } run { ref } }';
const OF_DATA = `query ($of: String!) { thing: datasetVersion(ref: $of) { ${SAME} } }`;
const OF_MODEL = `query ($of: String!) { thing: modelVersion(ref: $of) { ${SAME} } }`;
const OF_RUN = `query ($of: ID!) { thing: run(id: $of) { ${SAME} } }`;
const LIST = `query ($filter: SourceRecordFilter) { sourceRecords(filter: $filter) { totalCount nodes { tool subject } } }`;

const md5 = (digit: string) => `md5:${digit.repeat(32)}`;
const inDvc = { tool: 'dvc', location: 'https://github.com/acme/fraud', externalId: 'data/a.csv@c0ffee0' };
const inMlflow = { tool: 'mlflow', location: 'http://mlflow.example.org', externalId: 'a.csv' };

// biome-ignore lint/suspicious/noExplicitAny: whatever was selected
async function ask(document: string, variables: object): Promise<any> {
  const { data, errors } = await graph.ask(document, variables as Record<string, unknown>);
  expect(errors).toBeUndefined();
  return data;
}

async function dataIn(namespace: string): Promise<string> {
  const input = { dataset: `${namespace}/data`, files: [{ path: 'a.csv', uri: `s3://${namespace}/a.csv` }] };
  return (await ask(DATA, { input })).made.datasetVersion.ref;
}
const modelIn = async (namespace: string): Promise<string> =>
  (await ask(MODEL, { input: { model: `${namespace}/net`, config: { namespace } } })).made.modelVersion.ref;
const runIn = async (namespace: string): Promise<{ id: string; ref: string }> =>
  (await ask(RUN, { input: { experiment: `${namespace}/exp`, name: 'train' } })).made.run;
const record = async (...sources: object[]): Promise<number> =>
  (await ask(RECORD, { input: { sources } })).recordSources.recorded;
const of = async (document: string, thing: string) => (await ask(document, { of: thing })).thing;

const none = { modelVersion: null, datasetVersion: null, run: null };

test('data that two tools have by one digest have both sources, whichever name they are asked by', async () => {
  const [one, other, third] = [await dataIn('dvc'), await dataIn('mlflow'), await dataIn('third')];
  await record(
    { ...inDvc, datasetVersion: one, digests: [md5('a')] },
    { ...inMlflow, datasetVersion: other, digests: [md5('a'), md5('b')] },
    // The same digits under another algorithm are another digest.
    { ...inMlflow, externalId: 'b.csv', datasetVersion: third, digests: [`md5-dos2unix:${'a'.repeat(32)}`] },
  );
  const both = [
    { tool: 'dvc', subject: one },
    { tool: 'mlflow', subject: other },
  ];
  const reasons = [{ field: 'DIGEST', value: md5('a') }];
  const same = (ref: string) => [{ ...none, subject: ref, isSame: true, reasons, datasetVersion: { ref } }];
  expect(await of(OF_DATA, one)).toEqual({ sources: both, sameAs: same(other) });
  expect(await of(OF_DATA, other)).toEqual({ sources: both, sameAs: same(one) });
  expect(await of(OF_DATA, third)).toEqual({ sources: [{ tool: 'mlflow', subject: third }], sameAs: [] });
  const own = `query ($of: String!) { thing: datasetVersion(ref: $of) { sources(includeSame: false) { tool } } }`;
  expect(await of(own, one)).toEqual({ sources: [{ tool: 'dvc' }] });
  expect((await ask(LIST, { filter: { digest: md5('a') } })).sourceRecords.nodes).toEqual(both.toReversed());
});

test('a path of a commit is one version, however the repository is written', async () => {
  const [one, other, later] = [await modelIn('gto'), await modelIn('ci'), await modelIn('later')];
  const code = { commit: 'c'.repeat(40), path: 'model.pkl' };
  const ssh = 'ssh://git@github.com:22/acme/code.git/';
  await record(
    { tool: 'gto', location: 'a', externalId: 'net@v1.0.0', modelVersion: one, repository: ssh, ...code },
    {
      tool: 'ci',
      location: 'b',
      externalId: 'build 7',
      modelVersion: other,
      repository: 'https://GitHub.com/acme/code',
      ...code,
    },
    {
      tool: 'ci',
      location: 'b',
      externalId: 'build 8',
      modelVersion: later,
      repository: 'https://github.com/acme/code',
      commit: 'd'.repeat(40),
      path: code.path,
    },
  );
  const value = `github.com/acme/code@${code.commit}#model.pkl`;
  expect((await of(OF_MODEL, one)).sameAs).toEqual([
    { ...none, subject: other, isSame: true, reasons: [{ field: 'CODE', value }], modelVersion: { ref: other } },
  ]);
  expect((await of(OF_MODEL, later)).sameAs).toEqual([]);
  const inRepository = await ask(LIST, { filter: { repository: 'git@github.com:acme/code', kind: 'MODEL_VERSION' } });
  expect(inRepository.sourceRecords.totalCount).toBe(3);
});

test('a run is the same by an id that nothing else has; the same output and the same script only make it a candidate', async () => {
  const [first, copy, again] = [await runIn('server'), await runIn('folder'), await runIn('again')];
  const code = { repository: 'https://github.com/acme/runs', commit: 'e'.repeat(40), path: 'train.py' };
  const globalId = `mlflow:${'1'.repeat(32)}`;
  await record(
    { ...inMlflow, externalId: '1', run: first.id, globalId, ...code, partDigests: [md5('e')] },
    { ...inMlflow, externalId: '1', location: './mlruns', run: copy.id, globalId },
    { ...inDvc, externalId: 'train@e', run: again.id, ...code, digests: [md5('f')], partDigests: [md5('e')] },
  );
  expect((await of(OF_RUN, first.id)).sameAs).toEqual([
    {
      ...none,
      subject: copy.ref,
      isSame: true,
      reasons: [{ field: 'GLOBAL_ID', value: globalId }],
      run: { ref: copy.ref },
    },
    {
      ...{ ...none, subject: again.ref, isSame: false, run: { ref: again.ref } },
      reasons: [
        { field: 'CODE', value: `github.com/acme/runs@${code.commit}#train.py` },
        { field: 'PART_DIGEST', value: md5('e') },
      ],
    },
  ]);
  expect((await of(OF_RUN, again.id)).sources).toEqual([{ tool: 'dvc', subject: again.ref }]);
});

test('what is called the same is a candidate where a number, a size or the day agrees, too', async () => {
  const [one, sized, far] = [await dataIn('name/one'), await dataIn('name/sized'), await dataIn('name/far')];
  await record(
    { ...inDvc, datasetVersion: one, name: 'Wine.csv', sizeBytes: 7, createdElsewhereAt: '2026-01-01T00:00:00Z' },
    { ...inMlflow, datasetVersion: sized, name: 'wine.csv', sizeBytes: 7, createdElsewhereAt: '2026-01-01T09:00:00Z' },
    {
      ...inMlflow,
      externalId: 'c',
      datasetVersion: far,
      name: 'wine.csv',
      sizeBytes: 8,
      createdElsewhereAt: '2026-02-01T00:00:00Z',
    },
  );
  const { sources, sameAs } = await of(OF_DATA, one);
  expect(sources).toHaveLength(1);
  expect(sameAs).toMatchObject([
    {
      ...{ subject: sized, isSame: false },
      reasons: [
        { field: 'NAME', value: 'wine.csv' },
        { field: 'SIZE', value: '7' },
        { field: 'TIME', value: '2026-01-01T09:00:00.000Z' },
      ],
    },
  ]);
});

test('what one source has twice is two things, and a fact that is known is passed over', async () => {
  const [one, other] = [await dataIn('twice/one'), await dataIn('twice/other')];
  const facts = [one, other].map((datasetVersion) => ({ ...inDvc, datasetVersion, digests: [md5('9')] }));
  expect(await record(...facts, facts[0]!)).toBe(2);
  expect(await record(...facts)).toBe(0);
  expect(await Promise.all([record({ ...facts[0]!, number: '2' }), record({ ...facts[0]!, number: '2' })])).toContain(
    0,
  );
  expect((await of(OF_DATA, one)).sameAs).toEqual([]);
});

test('a fact of nothing, of two things or with a digest that names no algorithm is refused, and none is recorded', async () => {
  const ref = await dataIn('refused');
  const fine = { ...inDvc, datasetVersion: ref, externalId: 'refused' };
  const codesOf = async (...sources: object[]) =>
    (await graph.ask(RECORD, { input: { sources } })).errors?.[0]?.extensions?.['code'];
  expect(await codesOf(fine, inDvc)).toBe('BAD_USER_INPUT');
  expect(await codesOf(fine, { ...fine, modelVersion: ref })).toBe('BAD_USER_INPUT');
  expect(await codesOf(fine, { ...fine, datasetVersion: 'refused/absent@1.0.0' })).toBe('REFERENCE_NOT_FOUND');
  expect(await codesOf({ ...fine, digests: ['a'.repeat(32)] })).toBe('BAD_USER_INPUT');
  expect(await codesOf()).toBe('BAD_USER_INPUT');
  expect((await of(OF_DATA, ref)).sources).toEqual([]);
});

test('user and password of a source are not stored', async () => {
  const ref = await dataIn('secret');
  const url = 'https://ann:secret@git.example.org/acme/secret';
  await record({ tool: 'dvc', datasetVersion: ref, location: url, externalId: url, repository: url });
  const document = `query ($of: String!) { thing: datasetVersion(ref: $of) { sources { location externalId repository } } }`;
  const clean = 'https://git.example.org/acme/secret';
  expect((await of(document, ref)).sources).toEqual([{ location: clean, externalId: clean, repository: clean }]);
});
