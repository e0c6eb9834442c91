import { execFileSync } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import type { ImportReport } from '#integrations/importing/report/import-report.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, type TemporaryStore, versionMeta } from './mlflow-fixture.js';
import { readAll } from './read-whole-store.js';

const SECRET = 'what only the owner of this machine may read';
const OUTSIDE = expect.stringContaining('leads out of the folder');
const run = (letter: string) => letter.repeat(32);

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const imported = (files: TemporaryStore, namespace: string): Promise<ImportReport> =>
  importMlflow({ source: files.root, client: createGraphqlClient({ url: graph.url }), namespace });
const linkIn = (files: TemporaryStore) => async (place: string, target: string) => {
  await mkdir(path.dirname(path.join(files.root, place)), { recursive: true });
  await symlink(target, path.join(files.root, place));
};

/** A store with a link out of it at every place that a reader opens. */
async function createLeakyStore(): Promise<TemporaryStore> {
  const files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'leaky'),
    [`1/${run('a')}/meta.yaml`]: runMeta(run('a')),
    [`1/${run('b')}/meta.yaml`]: runMeta(run('b')),
    [`1/${run('c')}/params/lr`]: '0.1',
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { source: `runs:/${run('a')}/model` }),
    'models/m/version-2/tags/a': 'b',
  });
  const outside = path.join(files.parent, 'outside');
  await mkdir(path.join(outside, 'folder'), { recursive: true });
  await writeFile(path.join(outside, 'secret'), SECRET);
  await writeFile(path.join(outside, 'folder/secret'), SECRET);
  await writeFile(path.join(outside, 'metric'), '1714741043098 0.123456789 0\n');
  await writeFile(path.join(outside, 'run.yaml'), runMeta(run('c'), { run_name: SECRET }));
  await writeFile(path.join(outside, 'version.yaml'), versionMeta(2, { description: SECRET }));
  await writeFile(path.join(outside, 'meta.yaml'), experimentMeta('2', SECRET));
  const link = linkIn(files);
  await link(`1/${run('a')}/params/file`, path.join(outside, 'secret'));
  await link(`1/${run('a')}/params/folder`, '../../../../outside/folder');
  await link(`1/${run('a')}/tags`, path.join(outside, 'folder'));
  await link(`1/${run('a')}/metrics/loss`, path.join(outside, 'metric'));
  await link(`1/${run('a')}/artifacts/secret`, path.join(outside, 'secret'));
  await link(`1/${run('a')}/artifacts/model/requirements.txt`, path.join(outside, 'secret'));
  await link(`1/${run('b')}/artifacts`, path.join(outside, 'folder'));
  await link(`1/${run('c')}/meta.yaml`, path.join(outside, 'run.yaml'));
  await link(`1/${run('d')}`, outside);
  await link('2', outside);
  await link('models/m/aliases', path.join(outside, 'folder'));
  await link('models/m/version-1/tags/secret', path.join(outside, 'secret'));
  await link('models/m/version-2/meta.yaml', path.join(outside, 'version.yaml'));
  await link('models/n', outside);
  return files;
}

test('nothing outside of the store is ever sent, and every link that leaves it is named', async () => {
  await using files = await createLeakyStore();
  const sent: string[] = [];
  const client = createGraphqlClient({ url: graph.url });
  const { counts, skips } = await importMlflow({
    source: files.root,
    namespace: 'leaky',
    client: {
      query: client.query,
      mutate: (document, variables, options) => {
        sent.push(JSON.stringify(variables));
        return client.mutate(document, variables, options);
      },
    },
  });
  expect(sent.length).toBeGreaterThan(0);
  for (const body of sent) {
    expect(body).not.toContain(SECRET);
    expect(body).not.toContain('0.123456789');
  }
  // A requirements file is one of the artifacts too, and told as both.
  expect([...new Set(skips.map(({ path: place }) => place))]).toEqual([
    `1/${run('a')}/artifacts/model/requirements.txt`,
    `1/${run('a')}/artifacts/secret`,
    `1/${run('a')}/metrics/loss`,
    `1/${run('a')}/params/file`,
    `1/${run('a')}/params/folder`,
    `1/${run('a')}/tags`,
    `1/${run('b')}/artifacts`,
    `1/${run('c')}/meta.yaml`,
    `1/${run('d')}`,
    '2',
    'models/m/aliases',
    'models/m/version-1/tags/secret',
    'models/m/version-2/meta.yaml',
    'models/n',
  ]);
  expect(skips.map(({ reason }) => reason)).toEqual(skips.map(() => OUTSIDE));
  expect(counts).toMatchObject({
    experiments: { inStore: 2, imported: 1, skipped: 1 },
    runs: { inStore: 4, imported: 2, skipped: 2 },
    models: { inStore: 2, imported: 1, skipped: 1 },
    modelVersions: { inStore: 2, imported: 1, skipped: 1 },
  });
});

test('links that stay inside are followed', async () => {
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'first'),
    '.kept/2/meta.yaml': experimentMeta('2', 'second'),
    [`.kept/2/${run('b')}/meta.yaml`]: runMeta(run('b')),
    [`.kept/run/meta.yaml`]: runMeta(run('a')),
    '.kept/lr': '0.1',
    '.kept/metrics/loss': '1714741043098 0.5 0\n',
    '.kept/artifacts/model.bin': 'weights',
  });
  const link = linkIn(files);
  await link('2', '.kept/2');
  await link(`1/${run('a')}`, '../.kept/run');
  await link('.kept/run/params/lr', '../../lr');
  await link('.kept/run/metrics', '../metrics');
  await link('.kept/run/artifacts/latest', '../../artifacts');
  const { experiments, runs, points, artifacts, problems } = await readAll(files.root);
  expect(problems).toEqual([]);
  expect(experiments.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(runs.map(({ id, parameters }) => [id, [...parameters]])).toEqual([
    [run('a'), [['lr', '0.1']]],
    [run('b'), []],
  ]);
  expect(points.map(({ value }) => value)).toEqual([0.5]);
  expect(artifacts.map((artifact) => artifact.path)).toEqual(['latest/model.bin']);
});

test('a thing that two names lead to is read once, under its own name', async () => {
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'first'),
    '2/meta.yaml': experimentMeta('2', 'second'),
    [`2/${run('a')}/meta.yaml`]: runMeta(run('a')),
    'models/real/meta.yaml': 'name: real\n',
  });
  const link = linkIn(files);
  await link('0', '2');
  await link(`1/${run('a')}`, `../2/${run('a')}`);
  await link('models/copy', 'real');
  await link('3', '.');
  const { experiments, runs, models, problems } = await readAll(files.root);
  expect(experiments.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(runs.map(({ place }) => place)).toEqual([`2/${run('a')}`]);
  expect(models.map(({ name }) => name)).toEqual(['real']);
  expect(problems.map(({ path: place, reason }) => `${place} ${reason}`)).toEqual([
    '3 is a link to a folder that it lies in',
    '0 is a link to 2, which is read there',
    `1/${run('a')} is a link to 2/${run('a')}, which is read there`,
    'models/copy is a link to models/real, which is read there',
  ]);
});

test('a FIFO, and a file where a folder is expected, are named and hold nothing up', async () => {
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'first'),
    // What a checkout without links leaves of one.
    '2': '../elsewhere/2',
    [`1/${run('a')}/meta.yaml`]: runMeta(run('a')),
    [`1/${run('b')}`]: '../2/b',
    [`1/${run('a')}/params/lr`]: '1',
    'README.md': 'not a part of the store',
  });
  for (const fifo of [`1/${run('a')}/params/wait`, `1/${run('a')}/metrics`])
    execFileSync('mkfifo', [path.join(files.root, fifo)]);
  const { runs, problems } = await readAll(files.root);
  expect(runs.map(({ parameters }) => [...parameters])).toEqual([[['lr', '1']]]);
  expect(problems.map(({ kind, path: place }) => `${kind} ${place}`)).toEqual([
    'experiment 2',
    `run 1/${run('b')}`,
    `parameter 1/${run('a')}/params/wait`,
    `metric 1/${run('a')}/metrics`,
  ]);
});

test('mlruns that is a link out of the folder that was named is not taken for what was meant', async () => {
  await using files = await createStore({ '1/meta.yaml': experimentMeta('1', 'first') });
  const other = path.join(files.parent, 'other');
  await mkdir(other);
  await symlink(files.root, path.join(other, 'mlruns'));
  const client = createGraphqlClient({ url: graph.url });
  await expect(importMlflow({ source: other, client })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('is a link out of it'),
  });
  // Who names the link means what it leads to.
  expect((await readAll(path.join(other, 'mlruns'))).experiments).toHaveLength(1);
});

test('runs of an experiment that cannot be read are imported under its id, and that is said', async () => {
  await using files = await createStore({
    [`1/${run('a')}/meta.yaml`]: runMeta(run('a')),
    '2/meta.yaml': experimentMeta('2', 'second'),
    [`2/${run('b')}/meta.yaml`]: runMeta(run('b')),
    '3/meta.yaml': Buffer.from([0x6e, 0xff]),
    '4/notes.txt': 'no run in it',
  });
  await cp(path.join(files.root, `1/${run('a')}`), path.join(files.root, `1/${run('c')}`), { recursive: true });
  await cp(path.join(files.root, `2/${run('b')}`), path.join(files.root, `3/${run('b')}`), { recursive: true });
  const { counts, skips, remarks } = await imported(files, 'lost');
  expect(counts).toMatchObject({
    experiments: { inStore: 4, imported: 3, skipped: 1 },
    runs: { inStore: 4, imported: 3, skipped: 1 },
  });
  expect(skips.map(({ path: place, reason }) => `${place}: ${reason}`)).toEqual([
    `1/${run('c')}/meta.yaml: is about run ${run('a')}, not about the run of its folder`,
    '4/meta.yaml: is missing',
  ]);
  expect(remarks.map(({ path: place, remark }) => `${place}: ${remark}`)).toEqual([
    '1/meta.yaml: is missing: the experiment is called "experiment 1" by its id, and its runs are read',
    '3/meta.yaml: is not UTF-8 text: the experiment is called "experiment 3" by its id, and its runs are read',
  ]);
});
