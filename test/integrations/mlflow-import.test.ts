import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { importMlflowCommand } from '#cli/import-mlflow.command.js';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import type { ImportReport } from '#integrations/importing/report/import-report.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph } from '../support/test-graph.js';
import {
  createStore,
  experimentMeta,
  hasRealStore,
  runMeta,
  unpackRealStore,
  versionMeta,
  WITHOUT_REAL_STORE,
} from './mlflow-fixture.js';

const FINISHED = 'a'.repeat(32);
const RUNNING = 'b'.repeat(32);
const DELETED = 'c'.repeat(32);
const BROKEN = 'd'.repeat(32);
const COMMIT = '1ea6c70c70de4aa0916691400e2153b82b151e7c';

const MODEL_VERSION = `query ($ref: String!) { modelVersion(ref: $ref) {
  version code { repository commit path } config
  artifacts { path uri digest sizeBytes }
  environment { ref runtime { name version } packages { manager name version } }
  run { status parameters metrics { key value step } experiment { name } }
} }`;

describe('importing a small store', () => {
  test('takes over runs, environment, versions and aliases, and lists what it left out', async () => {
    await using graph = await createTestGraph();
    await using store = await createSmallStore();
    const client = createGraphqlClient({ url: graph.url });

    const report = await importMlflow({ source: store.parent, client, namespace: 'acme' });

    expect(report.counts).toEqual({
      experiments: { inStore: 2, imported: 2, alreadyThere: 0, skipped: 0 },
      runs: { inStore: 4, imported: 3, alreadyThere: 0, skipped: 1 },
      loggedModels: { inStore: 0, imported: 0, alreadyThere: 0, skipped: 0 },
      datasets: { inStore: 0, imported: 0, alreadyThere: 0, skipped: 0 },
      environments: { inStore: 1, imported: 1, alreadyThere: 0, skipped: 0 },
      models: { inStore: 1, imported: 1, alreadyThere: 0, skipped: 0 },
      modelVersions: { inStore: 3, imported: 3, alreadyThere: 0, skipped: 0 },
      aliases: { inStore: 2, imported: 1, alreadyThere: 0, skipped: 1 },
    });
    expect(report.metricPoints).toBe(3);
    expect(report.skips.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      `7/${BROKEN}/meta.yaml: status: expected 1 to 5 or a status name`,
      'models/detector/aliases/lost: points to version 9, which was not imported',
    ]);
    expect(report.remarks.map(({ path, remark }) => `${path}: ${remark}`)).toEqual([
      'models/detector/version-3: none of its files can be reached: it has the place that MLflow names, of unknown content',
      `models/detector/version-3: has no run: ${'e'.repeat(32)} is not in the store`,
    ]);

    const { modelVersion } = await client.query<{ modelVersion: unknown }>(MODEL_VERSION, {
      ref: 'acme/detector@champion',
    });
    expect(modelVersion).toMatchObject({
      version: '2.0.0',
      code: { repository: 'https://git.example.org/acme/detector.git', commit: COMMIT, path: 'train.py' },
      config: { mlflow: { run_id: FINISHED } },
      artifacts: [
        { path: 'MLmodel', sizeBytes: 12, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
        {
          path: 'requirements.txt',
          uri: `file:///Users/someone/mlruns/7/${FINISHED}/artifacts/model/requirements.txt`,
        },
      ],
      environment: {
        ref: 'acme/My-Experiment@1.0.0',
        packages: [{ manager: 'pip', name: 'numpy', version: '1.26.4' }],
      },
      run: {
        status: 'FINISHED',
        parameters: { lr: '0.008', optimizer: 'adam' },
        metrics: [{ key: 'loss', value: 'NaN', step: 1 }],
        experiment: { name: 'acme/My-Experiment' },
      },
    });
    const external = await client.query<{ modelVersion: unknown }>(MODEL_VERSION, { ref: 'acme/detector@3' });
    expect(external.modelVersion).toMatchObject({
      version: '3.0.0',
      run: null,
      artifacts: [{ uri: 's3://gone/model', digest: null }],
    });
  });

  test('a second time writes nothing new; a run that went on in between is brought up to date and sealed', async () => {
    await using graph = await createTestGraph();
    await using store = await createSmallStore();
    const client = createGraphqlClient({ url: graph.url });
    const first = await importMlflow({ source: store.root, client });
    const second = await importMlflow({ source: store.root, client });
    for (const [kind, { imported, alreadyThere }] of Object.entries(second.counts)) {
      expect([kind, imported]).toEqual([kind, 0]);
      const { imported: before, alreadyThere: same } = first.counts[kind as keyof ImportReport['counts']];
      // Environments are registered with what is new.
      if (kind !== 'environments') expect([kind, alreadyThere]).toEqual([kind, before + same]);
    }
    expect(second.metricPoints).toBe(0); // of the run that is still open nothing is new
    expect(second.skips).toEqual(first.skips);

    await writeFile(path.join(store.root, `7/${RUNNING}/meta.yaml`), runMeta(RUNNING, { status: '5' }));
    await appendFile(path.join(store.root, `7/${RUNNING}/metrics/loss`), '1714741043200 0.4 1\n');
    expect((await importMlflow({ source: store.root, client })).metricPoints).toBe(2);
    expect((await importMlflow({ source: store.root, client })).metricPoints).toBe(0);

    await mkdir(path.join(store.root, `7/${RUNNING}/tags`), { recursive: true });
    await writeFile(path.join(store.root, `7/${RUNNING}/tags/reviewed`), 'yes');
    const changed = await importMlflow({ source: store.root, client });
    expect(changed.counts.runs).toEqual(second.counts.runs);
    expect(changed.changes).toEqual([{ path: `7/${RUNNING}`, remark: 'tags: reviewed set' }]);
  });

  test('keeps every value of one step and moment, in its order; the last is what MLflow calls last', async () => {
    await using graph = await createTestGraph();
    const lines = (...values: string[]) => values.map((value) => `1714741043100 ${value} 3\n`).join('');
    await using store = await createStore({
      '0/meta.yaml': experimentMeta('0', 'moments'),
      [`0/${RUNNING}/meta.yaml`]: runMeta(RUNNING),
      [`0/${RUNNING}/metrics/auc`]: lines('0.7', '0.9', '0.5', 'nan', '0.9'),
    });
    const client = createGraphqlClient({ url: graph.url });
    const report = await importMlflow({ source: store.root, client });
    expect(report.metricPoints).toBe(4); // two of the lines are the same point
    const { run } = await client.query<{ run: object }>(
      `{ run: runByExternalId(experiment: "mlflow/moments", externalId: "mlflow:${RUNNING}") { metrics { value } metricHistory(key: "auc") { nodes { value } } } }`,
    );
    expect(run).toEqual({
      metrics: [{ value: 0.9 }],
      metricHistory: { nodes: [0.7, 0.9, 0.5, 'NaN'].map((value) => ({ value })) },
    });
  });

  test('stops before the first write where nothing answers', async () => {
    await using store = await createSmallStore();
    const gone = await createTestGraph();
    await gone[Symbol.asyncDispose]();
    const client = createGraphqlClient({ url: gone.url, attempts: 1 });
    await expect(importMlflow({ source: store.root, client })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'UNAVAILABLE',
    });
  });
});

describe('the command', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  test('prints the report as JSON and leaves with 0 where only broken files were left out', async () => {
    await using graph = await createTestGraph();
    await using store = await createSmallStore();
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    await importMlflowCommand({}).parseAsync([store.root, '--url', graph.url, '--json'], { from: 'user' });
    expect(process.exitCode).toBe(0);
    expect(JSON.parse(String(print.mock.calls[0]?.[0])).counts.runs).toMatchObject({ imported: 3, skipped: 1 });
  });

  test('prints a table with every skip', async () => {
    await using graph = await createTestGraph();
    await using store = await createSmallStore();
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    await importMlflowCommand({}).parseAsync([store.root, '--url', graph.url], { from: 'user' });
    const text = String(print.mock.calls[0]?.[0]);
    expect(text).toMatch(/^runs +4 +3 +0 +1$/m);
    expect(text).toContain(`  7/${BROKEN}/meta.yaml (run): status: expected 1 to 5 or a status name\n`);
  });

  test('leaves with 1 where there is no store, and with 2 where the namespace is none', async () => {
    await using store = await createSmallStore();
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    await importMlflowCommand({}).parseAsync([`${store.root}/nowhere`], { from: 'user' });
    expect(process.exitCode).toBe(1);
    await importMlflowCommand({}).parseAsync([store.root, '--namespace', 'not a name'], { from: 'user' });
    expect(process.exitCode).toBe(2);
    expect(complain).toHaveBeenCalledTimes(2);
  });
});

describe.skipIf(!hasRealStore)(
  `importing the store of a real project${hasRealStore ? '' : ` (${WITHOUT_REAL_STORE})`}`,
  () => {
    test('leaves out nothing; a second time all is there', async () => {
      await using graph = await createTestGraph();
      await using store = await unpackRealStore();
      const client = createGraphqlClient({ url: graph.url });

      const report = await importMlflow({ source: store.root, client });
      expect(report.skips).toEqual([]);
      expect(report.remarks).toEqual([]);
      expect(report.counts).toMatchObject({
        experiments: { inStore: 9, imported: 9 },
        runs: { inStore: 109, imported: 109 },
        models: { inStore: 2, imported: 2 },
        modelVersions: { inStore: 7, imported: 7 },
        aliases: { inStore: 1, imported: 1 },
      });
      expect(report.metricPoints).toBe(9388);

      const again = await importMlflow({ source: store.root, client });
      expect(again.counts.runs).toEqual({ inStore: 109, imported: 0, alreadyThere: 109, skipped: 0 });
      expect(again.counts.modelVersions).toEqual({ inStore: 7, imported: 0, alreadyThere: 7, skipped: 0 });

      const { modelVersion } = await client.query<{ modelVersion: unknown }>(MODEL_VERSION, {
        ref: 'mlflow/triplet_model@champion',
      });
      expect(modelVersion).toMatchObject({ version: '5.0.0', run: { experiment: { name: 'mlflow/docker' } } });
    });
  },
);

/** One of each: a run with a model, one still running, one deleted, one broken; two versions that are one; a lost run. */
function createSmallStore() {
  const source = `file:///Users/someone/mlruns/7/${FINISHED}/artifacts/model`;
  return createStore({
    '7/meta.yaml': experimentMeta('7', 'My Experiment'),
    '.trash/8/meta.yaml': experimentMeta('8', 'empty'),
    [`7/${FINISHED}/meta.yaml`]: runMeta(FINISHED),
    [`7/${FINISHED}/params/lr`]: '0.008',
    [`7/${FINISHED}/params/optimizer`]: 'adam',
    [`7/${FINISHED}/metrics/loss`]: '1714741043100 0.5 0\n1714741043200 nan 1\n',
    [`7/${FINISHED}/tags/mlflow.source.git.commit`]: COMMIT,
    [`7/${FINISHED}/tags/mlflow.source.git.repoURL`]: 'https://bot:s3cret@git.example.org/acme/detector.git',
    [`7/${FINISHED}/tags/mlflow.source.name`]: 'train.py',
    [`7/${FINISHED}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`7/${FINISHED}/artifacts/model/requirements.txt`]: 'numpy==1.26.4\n',
    [`7/${RUNNING}/meta.yaml`]: runMeta(RUNNING, { status: '1', end_time: 'null' }),
    [`7/${RUNNING}/metrics/loss`]: '1714741043100 0.5 0\n',
    [`7/${DELETED}/meta.yaml`]: runMeta(DELETED, { status: '4', lifecycle_stage: 'deleted', end_time: 'null' }),
    [`7/${BROKEN}/meta.yaml`]: runMeta(BROKEN, { status: '12' }),
    'models/detector/meta.yaml': 'name: detector\ncreation_timestamp: 1714899871688\n',
    'models/detector/aliases/champion': '2',
    'models/detector/aliases/lost': '9',
    'models/detector/version-1/meta.yaml': versionMeta(1, { run_id: FINISHED, source }),
    'models/detector/version-2/meta.yaml': versionMeta(2, { run_id: FINISHED, source }),
    'models/detector/version-3/meta.yaml': versionMeta(3, { run_id: 'e'.repeat(32), source: 's3://gone/model' }),
  });
}
