import { appendFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, type TemporaryStore, versionMeta } from './mlflow-fixture.js';

const FIRST = 'a'.repeat(32);
const SECOND = 'b'.repeat(32);
const CHILD = '0'.repeat(32);

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const imported = (files: TemporaryStore, namespace: string) =>
  importMlflow({ source: files.root, client: createGraphqlClient({ url: graph.url }), namespace });

function createTwoRuns() {
  const source = (run: string) => `file:///srv/mlruns/1/${run}/artifacts/model`;
  return createStore({
    '1/meta.yaml': experimentMeta('1', 'before'),
    '1/tags/team': 'risk',
    [`1/${CHILD}/meta.yaml`]: runMeta(CHILD),
    [`1/${CHILD}/tags/mlflow.parentRunId`]: FIRST,
    [`1/${FIRST}/meta.yaml`]: runMeta(FIRST),
    [`1/${FIRST}/params/lr`]: '0.0',
    [`1/${FIRST}/metrics/loss`]: '1714741043100 0.5 0\n',
    [`1/${FIRST}/tags/kind`]: 'base',
    [`1/${FIRST}/artifacts/model/MLmodel`]: 'flavors: {}\n',
    [`1/${SECOND}/meta.yaml`]: runMeta(SECOND),
    [`1/${SECOND}/artifacts/model/MLmodel`]: 'flavors: {b: 1}\n',
    'models/m/meta.yaml': 'name: m\ndescription: what it was\n',
    'models/m/tags/owner': 'ann',
    'models/m/aliases/champion': '1',
    'models/m/aliases/old': '1',
    'models/m/version-1/meta.yaml': versionMeta(1, {
      run_id: FIRST,
      source: source(FIRST),
      current_stage: 'Production',
    }),
    'models/m/version-1/tags/validated': 'no',
    'models/m/version-2/meta.yaml': versionMeta(2, { run_id: SECOND, source: source(SECOND) }),
  });
}

const STATE = `query ($run: String!, $child: String!, $experiment: String!) {
  experiment(name: $experiment) { displayName tags }
  run: runByExternalId(experiment: $experiment, externalId: $run) {
    digest name status archivedAt tags parameters parametersAfterEnd
    metrics { value } metricsAfterEnd { key value } continuation { status endedAt }
  }
  child: runByExternalId(experiment: $experiment, externalId: $child) { parent { externalId } }
}`;
const MODEL = `query ($name: String!) { model(name: $name) {
  description tags aliases { name modelVersion { version } } versions { nodes { version tags } }
} }`;

async function stateOf(namespace: string) {
  const variables = { run: `mlflow:${FIRST}`, child: `mlflow:${CHILD}`, experiment: `${namespace}/before` };
  const { data } = await graph.ask<{ run: { digest: string }; experiment: object; child: object }>(STATE, variables);
  const { data: registry } = await graph.ask<{ model: object }>(MODEL, { name: `${namespace}/m` });
  return { ...data, ...registry };
}

test('what changed in MLflow is changed here, nothing that is sealed with it, and all of it is said', async () => {
  await using files = await createTwoRuns();
  const write = (file: string, text: string) => writeFile(path.join(files.root, file), text);
  expect((await imported(files, 'follow')).changes).toEqual([]);
  const before = await stateOf('follow');
  expect(before).toMatchObject({
    child: { parent: { externalId: `mlflow:${FIRST}` } },
    run: { parameters: { lr: '0.0' }, continuation: null },
    model: { description: 'what it was', tags: { owner: 'ann' } },
  });
  expect((await imported(files, 'follow')).changes).toEqual([]);

  await write('1/meta.yaml', experimentMeta('1', 'after'));
  await write('1/tags/team', 'credit');
  await write(`1/${FIRST}/meta.yaml`, runMeta(FIRST, { end_time: '1714741199000', run_name: 'called anew' }));
  await write(`1/${FIRST}/params/late`, '1');
  await appendFile(path.join(files.root, `1/${FIRST}/metrics/loss`), '1714741043200 0.4 1\n');
  await rm(path.join(files.root, `1/${FIRST}/tags/kind`));
  await write(`1/${SECOND}/meta.yaml`, runMeta(SECOND, { lifecycle_stage: 'deleted' }));
  await write('models/m/aliases/champion', '2');
  await rm(path.join(files.root, 'models/m/aliases/old'));
  await write('models/m/tags/owner', 'bo');
  await write('models/m/version-1/tags/validated', 'yes');
  const report = await imported(files, 'follow');

  expect(report.changes.map(({ path: place, remark }) => `${place}: ${remark}`)).toEqual([
    '1: renamed from "before" to "after"',
    '1: tags: team set',
    `1/${FIRST}: parameters after its end: late`,
    `1/${FIRST}: metrics after its end: loss`,
    `1/${FIRST}: ended once more in MLflow as FINISHED: noted beside what is sealed`,
    `1/${FIRST}: renamed from "brave-fox-1" to "called anew"`,
    `1/${FIRST}: tags: kind removed`,
    `1/${SECOND}: deleted in MLflow: archived`,
    'models/m: tags: owner set',
    'models/m/aliases/champion: moved from 1.0.0 to 2.0.0',
    'models/m/aliases/old: removed in MLflow: removed from 1.0.0',
    'models/m/version-1: tags: validated set',
  ]);
  const after = await stateOf('follow');
  expect(after).toMatchObject({
    experiment: { displayName: 'after', tags: { team: 'credit' } },
    run: {
      digest: before.run.digest,
      name: 'called anew',
      parametersAfterEnd: { late: '1' },
      metrics: [{ value: 0.5 }],
      metricsAfterEnd: [{ key: 'loss', value: 0.4 }],
      continuation: { status: 'FINISHED', endedAt: '2024-05-03T12:59:59.000Z' },
    },
  });
  expect((await imported(files, 'follow')).changes).toEqual([]);
});

test('what was changed here alone stays, and is said in a sentence that is true', async () => {
  await using files = await createTwoRuns();
  await imported(files, 'kept');
  await graph.ask(
    'mutation { setAlias(input: { model: "kept/m", alias: "champion", version: "2.0.0", reason: "by hand" }) { __typename } }',
  );
  await graph.ask('mutation { setTags(input: { of: "kept/m@1.0.0", set: { validated: "here" } }) { __typename } }');
  const report = await imported(files, 'kept');
  expect(report.changes).toEqual([]);
  expect(report.remarks.map(({ path: place, remark }) => `${place}: ${remark}`)).toEqual([
    'models/m/aliases/champion: points to 1.0.0 in MLflow, and was moved here to 2.0.0 (by hand), where it stays',
    'models/m/version-1: the tag validated is another here than in MLflow and than it was imported, and stays so',
  ]);
});

test('two stores in one namespace do not become one, and the stage of a version is an alias', async () => {
  await using one = await createTwoRuns();
  await using other = await createStore({
    '1/meta.yaml': experimentMeta('1', 'before', { creation_time: '1814741043098'.replace('18', '16') }),
    [`1/${'c'.repeat(32)}/meta.yaml`]: runMeta('c'.repeat(32)),
  });
  const first = await imported(one, 'shared');
  expect(first.remarks).toContainEqual({
    path: 'models/m/version-1',
    remark: 'its stage Production is the alias production and the tag mlflow.stage',
  });
  const { remarks } = await imported(other, 'shared');
  expect(remarks).toContainEqual({
    path: '1',
    remark: 'another experiment here is called "before": this one is called "before (2)"',
  });
  expect((await imported(other, 'shared')).counts).toMatchObject({
    experiments: { alreadyThere: 1 },
    runs: { alreadyThere: 1 },
  });
});
