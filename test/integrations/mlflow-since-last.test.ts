import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createDatabase, type MadeRun } from './mlflow-database.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const EXPERIMENTS = [
  { id: 0, name: 'Default', deleted: false },
  { id: 1, name: 'other', deleted: false },
];

function madeRun(id: string, over: Partial<MadeRun> = {}): MadeRun {
  const nothing = { parameters: {}, tags: {}, points: [], deleted: false, end: 1_700_000_000_500 };
  return { ...nothing, id: id.repeat(32), experiment: 1, name: id, status: 'FINISHED', ...over };
}

const imported = (source: string, namespace: string) =>
  importMlflow({ source, client: createGraphqlClient({ url: graph.url }), namespace, sinceLast: true });

async function untilOf(namespace: string): Promise<unknown> {
  const { data } = await graph.ask<{ experiment: { tags: Record<string, unknown> } }>(
    'query ($name: String!) { experiment(name: $name) { tags } }',
    { name: `${namespace}/Default` },
  );
  return data.experiment.tags['pedigraph.mlflow.imported_until'];
}

test('an import that goes on from the last one reads what changed since, and a schedule without work writes nothing', async () => {
  const runs = [madeRun('a'), madeRun('b'), madeRun('c', { status: 'RUNNING', end: null })];
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs });
  expect((await imported(database.file, 'cron')).counts.runs).toMatchObject({ inStore: 3, imported: 3 });
  const first = await untilOf('cron');
  expect(first).toEqual(expect.stringMatching(/^\d{4}-/));

  // The one that runs may have logged.
  const second = await imported(database.file, 'cron');
  expect(second.counts.runs).toEqual({ inStore: 1, imported: 0, alreadyThere: 1, skipped: 0 });
  expect(await untilOf('cron')).toBe(first);

  const mlflow = new DatabaseSync(database.file);
  mlflow.prepare("UPDATE runs SET status = 'FINISHED', end_time = ? WHERE status = 'RUNNING'").run(Date.now() - 1_000);
  mlflow.close();
  const third = await imported(database.file, 'cron');
  expect(third.changes).toEqual([{ path: `runs/${'c'.repeat(32)}`, remark: 'ended in MLflow as FINISHED: sealed' }]);
  expect(await untilOf('cron')).not.toBe(first);
});

test('an import that was refused something is done again from where the last whole one began', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [madeRun('d'), madeRun('e')] });
  const client = createGraphqlClient({ url: graph.url });
  let isRefusing = true;
  const refusing: typeof client = {
    ...client,
    mutate: (document, variables, options) => {
      // In a batch of runs, and by itself after that is refused.
      const isOfRun = JSON.stringify(variables).includes(`"mlflow:${'d'.repeat(32)}"`);
      const sent = isRefusing && isOfRun ? { input: {} } : variables;
      return client.mutate(document, sent, options);
    },
  };
  const options = { source: database.file, client: refusing, namespace: 'refused', sinceLast: true };
  expect((await importMlflow(options)).counts.runs).toMatchObject({ inStore: 2, imported: 1, skipped: 1 });
  expect(await untilOf('refused')).toBeUndefined();
  isRefusing = false;
  expect((await importMlflow(options)).counts.runs).toMatchObject({ inStore: 2, imported: 1, alreadyThere: 1 });
  expect(await untilOf('refused')).toBeDefined();
});

test('a moment in the future is none that an import goes on from', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [madeRun('f')] });
  await imported(database.file, 'future');
  const set = { 'pedigraph.mlflow.imported_until': '2999-01-01T00:00:00.000Z' };
  await graph.ask(
    'mutation ($input: SetExperimentTagsInput!) { setExperimentTags(input: $input) { experiment { name } } }',
    { input: { experiment: 'future/Default', set, remove: [] } },
  );
  const report = await imported(database.file, 'future');
  expect(report.counts.runs).toMatchObject({ inStore: 1, alreadyThere: 1 });
  expect(report.remarks).toContainEqual({
    path: 'future/Default',
    remark: 'its tag pedigraph.mlflow.imported_until lies in the future (2999-01-01T00:00:00.000Z): all runs are read',
  });
  expect(Date.parse(String(await untilOf('future')))).toBeLessThanOrEqual(Date.now());
});
