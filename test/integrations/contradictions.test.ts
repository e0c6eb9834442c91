import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { makeRepository } from './git-history/git-repository.js';
import { createStore, experimentMeta, runMeta, versionMeta } from './mlflow-fixture.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const LIST = `query ($filter: ContradictionFilter) { contradictions(filter: $filter) {
  nodes { kind source place subject known found resolution }
} }`;

async function contradictionsOf(namespace: string) {
  const { data } = await graph.ask<{ contradictions: { nodes: Record<string, string | null>[] } }>(LIST, {
    filter: { namespace },
  });
  return data.contradictions.nodes;
}

test('a tag of GTO that moved or is gone is a contradiction, once, until it is where it was', async () => {
  await using repository = await makeRepository();
  const url = 'https://user:secret@git.example.org/acme/net';
  const read = (since?: number) =>
    importGit({
      ...{ repository: repository.folder, namespace: 'tags', env: process.env, url, since },
      client: createGraphqlClient({ url: graph.url }),
    });
  const first = await repository.commit({ 'model.pkl': 'one' });
  repository.tag('net@v1.0.0', first);
  repository.tag('net@v1.1.0', first);
  const second = await repository.commit({ 'model.pkl': 'two' });
  await read();
  expect(await contradictionsOf('tags')).toEqual([]);

  repository.git('tag', '--delete', 'net@v1.0.0');
  repository.git('tag', '--delete', 'net@v1.1.0');
  repository.tag('net@v1.0.0', second);
  await read();
  const source = 'https://git.example.org/acme/net';
  const moved = { kind: 'TAG_MOVED', source, place: 'refs/tags/net@v1.0.0', subject: 'tags/net@1.0.0' };
  const gone = { kind: 'TAG_DELETED', source, place: 'refs/tags/net@v1.1.0', subject: 'tags/net@1.1.0' };
  const expected = [
    { ...gone, known: first, found: null, resolution: null },
    { ...moved, known: first, found: second, resolution: null },
  ];
  const byKind = (list: readonly { kind?: string | null }[]) =>
    list.toSorted((a, b) => String(a.kind).localeCompare(String(b.kind)));
  expect(byKind(await contradictionsOf('tags'))).toEqual(expected);
  // Whatever part of the history is asked for, all tags are compared, and nothing is reported twice.
  const { contradictions } = await read(Date.now() + 86_400_000);
  expect(contradictions).toHaveLength(2);
  expect(byKind(await contradictionsOf('tags'))).toEqual(expected);

  repository.git('tag', '--delete', 'net@v1.0.0');
  repository.tag('net@v1.0.0', first);
  repository.tag('net@v1.1.0', first);
  await read(Date.now() + 86_400_000);
  const over = { resolution: 'The source agrees again.' };
  expect(byKind(await contradictionsOf('tags'))).toEqual(expected.map((each) => ({ ...each, ...over })));
});

test('a run that MLflow deletes behind a version in use is a contradiction, until it is restored', async () => {
  const [used, unused] = ['a'.repeat(32), 'b'.repeat(32)];
  await using store = await createStore({
    '1/meta.yaml': experimentMeta('1', 'exp'),
    [`1/${used}/meta.yaml`]: runMeta(used),
    [`1/${used}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`1/${unused}/meta.yaml`]: runMeta(unused),
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, {
      run_id: used,
      source: `file:///srv/mlruns/1/${used}/artifacts/model`,
    }),
  });
  const read = () =>
    importMlflow({ source: store.root, client: createGraphqlClient({ url: graph.url }), namespace: 'runs' });
  const mark = async (stage: string) => {
    for (const run of [used, unused])
      await writeFile(path.join(store.root, `1/${run}/meta.yaml`), runMeta(run, { lifecycle_stage: stage }));
  };
  await read();
  expect(await contradictionsOf('runs')).toEqual([]);
  await mark('deleted');
  const { remarks } = await read();
  expect(remarks).toContainEqual({
    path: `1/${used}`,
    remark: 'was deleted in MLflow, and runs/m@1.0.0 in use was made by it',
  });
  await read();
  const [only, ...others] = await contradictionsOf('runs');
  expect(others).toEqual([]);
  expect(only).toMatchObject({ kind: 'RUN_DELETED', place: `1/${used}`, resolution: null });
  await mark('active');
  await read();
  expect(await contradictionsOf('runs')).toEqual([{ ...only, resolution: 'The source agrees again.' }]);
});
