import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
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

test('files are copied to the server, under the digests that are sealed, and a file that it refuses costs itself', async () => {
  const source = `file:///srv/mlruns/1/${RUN}/artifacts/model`;
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'copied'),
    [`1/${RUN}/meta.yaml`]: runMeta(RUN),
    [`1/${RUN}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`1/${RUN}/artifacts/model/w#1 ü.pkl`]: WEIGHTS,
    [`1/${RUN}/artifacts/large.bin`]: Buffer.alloc(MOST + 1, 'x'),
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { run_id: RUN, source }),
  });
  const copyTo = createArtifactUpload({ url: graph.url });
  const options = { source: files.root, client: createGraphqlClient({ url: graph.url }), artifacts: { copyTo } };
  const report = await importMlflow(options);
  expect(report.skips.map(({ kind, path: place, reason }) => `${kind} ${place}: ${reason}`)).toEqual([
    expect.stringMatching(`^artifact 1/${RUN}/artifacts/large.bin: is not stored: .*${MOST}`),
  ]);
  const { data } = await graph.ask<State>(
    `query ($run: String!) {
      run: runByExternalId(experiment: "mlflow/copied", externalId: $run) { status artifacts { path uri digest } }
      modelVersion(ref: "mlflow/m@1") { artifacts { path uri digest } }
    }`,
    { run: `mlflow:${RUN}` },
  );
  const digest = `sha256:${createHash('sha256').update(WEIGHTS).digest('hex')}`;
  expect(data.run).toMatchObject({ status: 'FINISHED', artifacts: [{ path: 'model/MLmodel' }, { digest }] });
  const uri = data.run.artifacts[1]?.uri as string;
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
