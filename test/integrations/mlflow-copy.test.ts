import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createArtifactUpload } from '#integrations/client/artifact-upload.js';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, versionMeta } from './mlflow-fixture.js';

const RUN = 'a'.repeat(32);
const WEIGHTS = Buffer.alloc(300_000, 'w');
const MOST = 400_000;
const LARGE = Buffer.alloc(MOST + 1, 'x');

let folder: string;
let graph: TestGraph;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-artifacts-'));
  graph = await createTestGraph({ PEDIGRAPH_ARTIFACTS: folder, PEDIGRAPH_ARTIFACT_MAX_BYTES: String(MOST) });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface State {
  readonly run: {
    readonly status: string;
    readonly artifacts: readonly { path: string; uri: string; digest: string }[];
  };
  readonly modelVersion: { readonly artifacts: State['run']['artifacts'] };
}

const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

test('files are copied to the server once, under the digests that are sealed; one that it refuses keeps its place in MLflow', async () => {
  const source = `file:///srv/mlruns/1/${RUN}/artifacts/model`;
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'copied'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/${RUN}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`1/${RUN}/artifacts/model/w#1 ü.pkl`]: WEIGHTS,
    [`1/${RUN}/artifacts/large.bin`]: LARGE,
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { run_id: RUN, source }),
  });
  const upload = createArtifactUpload({ url: graph.url });
  const uploaded: string[] = [];
  const copyTo: typeof upload = {
    put: (place, content) => {
      uploaded.push(place.replace(/^.*\/artifacts\//, ''));
      return upload.put(place, content);
    },
  };
  const asked = countedClient();
  const options = { source: files.root, client: asked.client, artifacts: { copyTo } };
  const report = await importMlflow(options);
  expect(report.skips).toEqual([]);
  expect(report.remarks.map(({ path: place, remark }) => `${place}: ${remark}`)).toEqual([
    expect.stringMatching(`^1/${RUN}/artifacts/large.bin: is not copied, and keeps its place in MLflow: .*${MOST}`),
  ]);
  // The version has those of its run, which is looked up once for the page of runs and once for the version.
  expect(uploaded).toEqual(['large.bin', 'model/MLmodel', 'model/w#1 ü.pkl']);
  expect(asked.runsLookedUp()).toBe(2);
  const { data } = await graph.ask<State>(
    `query ($run: String!) {
      run: runByExternalId(experiment: "mlflow/copied", externalId: $run) { status artifacts { path uri digest } }
      modelVersion(ref: "mlflow/m@1") { artifacts { path uri digest } }
    }`,
    { run: `mlflow:${RUN}` },
  );
  const digest = sha256(WEIGHTS);
  const inMlflow = `file:///Users/someone/mlruns/0/${RUN}/artifacts`;
  expect(data.run).toMatchObject({
    status: 'FINISHED',
    artifacts: [
      { path: 'large.bin', uri: `${inMlflow}/large.bin`, digest: sha256(LARGE) },
      { path: 'model/MLmodel' },
      { digest },
    ],
  });
  const uri = data.run.artifacts[2]?.uri as string;
  expect(uri).toMatch(/^mlflow-artifacts:\/[^/]+\/[0-9a-f]{32}\/artifacts\/model\/w%231%20%C3%BC\.pkl$/);
  expect(data.modelVersion.artifacts).toEqual([
    expect.objectContaining({ path: 'MLmodel' }),
    { path: 'w#1 ü.pkl', uri, digest },
  ]);
  const mlflow = graph.url.replace('/graphql', '/mlflow');
  const stored = await fetch(uri.replace('mlflow-artifacts:', `${mlflow}/api/2.0/mlflow-artifacts/artifacts`));
  expect(Buffer.from(await stored.arrayBuffer()).equals(WEIGHTS)).toBe(true);
  const download = await fetch(`${mlflow}/api/2.0/mlflow/model-versions/get-download-uri?name=m&version=1`);
  expect(await download.json()).toEqual({ artifact_uri: uri.replace(/\/[^/]+$/, '') });

  const again = await importMlflow(options);
  expect(again.changes).toEqual([]);
  expect(again.counts.runs).toMatchObject({ imported: 0, alreadyThere: 1 });
});

test('a version of which the server refused a file lies, as a whole, where MLflow has it', async () => {
  const source = `file:///srv/mlruns/1/${RUN}/artifacts/model`;
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'partly'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/${RUN}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`1/${RUN}/artifacts/model/large.bin`]: LARGE,
    'models/partly/meta.yaml': 'name: partly\n',
    'models/partly/version-1/meta.yaml': versionMeta(1, { run_id: RUN, source }),
  });
  const copyTo = createArtifactUpload({ url: graph.url });
  const client = createGraphqlClient({ url: graph.url });
  await importMlflow({ source: files.root, client, namespace: 'partly', artifacts: { copyTo } });
  const { data } = await graph.ask<State>('{ modelVersion(ref: "partly/partly@1") { artifacts { path uri digest } } }');
  expect(data.modelVersion.artifacts).toEqual([
    expect.objectContaining({ path: 'MLmodel', uri: expect.stringMatching(/^mlflow-artifacts:/) }),
    { path: 'large.bin', uri: `${source}/large.bin`, digest: sha256(LARGE) },
  ]);
  const mlflow = graph.url.replace('/graphql', '/mlflow/api/2.0/mlflow');
  const download = await fetch(`${mlflow}/model-versions/get-download-uri?name=partly&version=1`);
  expect(await download.json()).toEqual({ artifact_uri: source });
});

test('files of runs in an experiment that an import without copies made stay where MLflow has them, and that is reported', async () => {
  const later = 'b'.repeat(32);
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'verified'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
  });
  const options = { source: files.root, client: createGraphqlClient({ url: graph.url }), namespace: 'before' };
  await importMlflow(options);
  await mkdir(path.join(files.root, `1/${later}/artifacts`), { recursive: true });
  await writeFile(path.join(files.root, `1/${later}/meta.yaml`), runMeta(later));
  await writeFile(path.join(files.root, `1/${later}/artifacts/w.bin`), 'weights');
  const put = () => expect.unreachable('nothing is copied');
  const { remarks } = await importMlflow({ ...options, artifacts: { copyTo: { put } } });
  expect(remarks).toEqual([
    {
      path: 'artifacts',
      remark:
        "those of runs in experiments that were made here with the place file:///Users/someone/mlruns/1 are not copied: MLflow's clients look for them there",
    },
  ]);
  const { data } = await graph.ask<State>(
    'query ($run: String!) { run: runByExternalId(experiment: "before/verified", externalId: $run) { artifacts { uri digest } } }',
    { run: `mlflow:${later}` },
  );
  const uri = `file:///Users/someone/mlruns/0/${later}/artifacts/w.bin`;
  expect(data.run.artifacts).toEqual([{ uri, digest: sha256(Buffer.from('weights')) }]);
});

test('files of runs in an experiment with a place of this server are copied to where its clients look for them', async () => {
  await graph.ask('mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { created } }', {
    input: {
      ...{ namespace: 'placed', displayName: 'placed', externalId: 'mlflow:1' },
      ...{ artifactLocation: 'mlflow-artifacts:/here', createdElsewhereAt: new Date(1714741043098).toISOString() },
    },
  });
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'placed'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/${RUN}/artifacts/w.bin`]: 'weights',
  });
  const copyTo = createArtifactUpload({ url: graph.url });
  const client = createGraphqlClient({ url: graph.url });
  await importMlflow({ source: files.root, client, namespace: 'placed', artifacts: { copyTo } });
  const { data } = await graph.ask<{ run: { id: string; artifacts: readonly { uri: string }[] } }>(
    'query ($run: String!) { run: runByExternalId(experiment: "placed/placed", externalId: $run) { id artifacts { uri } } }',
    { run: `mlflow:${RUN}` },
  );
  const hex = data.run.id.replaceAll('-', '');
  expect(data.run.artifacts).toEqual([{ uri: `mlflow-artifacts:/here/${hex}/artifacts/w.bin` }]);
  const listed = await fetch(`${graph.url.replace('/graphql', '/mlflow')}/api/2.0/mlflow/artifacts/list?run_id=${hex}`);
  expect(await listed.json()).toMatchObject({ files: [{ path: 'w.bin' }] });
});

/** A client, and for how many runs it asked by their ids in MLflow. */
function countedClient() {
  const client = createGraphqlClient({ url: graph.url });
  let runs = 0;
  const query: typeof client.query = (document, variables) => {
    runs += document.split('runByExternalId(').length - 1;
    return client.query(document, variables);
  };
  return { client: { ...client, query }, runsLookedUp: () => runs };
}
