import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import type { ImportReport } from '#integrations/mlflow/report/import-report.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createDatabase, type MadeDatabase, type MadeRun } from './mlflow-database.js';
import { createStore, experimentMeta, runMeta } from './mlflow-fixture.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const FUTURE = 4_000_000_000_000;
const LINE = 1_700_000_000_000;
const key = fc.constantFrom(
  'lr',
  '__proto__',
  'constructor',
  'a b',
  'ключ',
  'x'.repeat(200),
  'val_auc',
  '%20#?',
  '100%',
);
const text = fc.oneof(
  fc.constantFrom('0.0', '', '"'.repeat(6_000), 'x'.repeat(10_001), '\u202e', 'null', '1e5', '🙂'.repeat(10), '\u0000'),
  fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => !/\p{Surrogate}/u.test(each)),
);
const pairs = fc.dictionary(key, text, { maxKeys: 6, noNullPrototype: true });
const point = fc.tuple(
  key,
  fc.constantFrom(0.5, -0, Number.NaN, 5e-324, 1.7976931348623157e308, 1.5e300),
  fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(9_007_199_254_740_991)),
  fc.constantFrom(LINE, LINE + 1, 0, -1, FUTURE, LINE * 1_000),
);
const run = (experiments: number) =>
  fc.record({
    id: fc.stringMatching(/^[0-9a-f]{32}$/),
    experiment: fc.integer({ min: 0, max: experiments - 1 }),
    name: fc.constantFrom('a run', 'n'.repeat(501), '名前', '%s'),
    status: fc.constantFrom('FINISHED', 'FAILED', 'KILLED', 'RUNNING', 'SCHEDULED'),
    deleted: fc.boolean(),
    end: fc.constantFrom(null, LINE + 5, FUTURE, LINE * 1_000),
    parameters: pairs,
    tags: pairs,
    points: fc.uniqueArray(point, { maxLength: 12, selector: ([name, , step, at]) => `${step} ${at} ${name}` }),
  });
const stores = fc.integer({ min: 1, max: 3 }).chain((count) =>
  fc.record({
    experiments: fc
      .array(
        fc.record({
          name: fc.constantFrom('Default', 'a/b', 'x'.repeat(256), 'Über', '試験', ' '),
          deleted: fc.boolean(),
        }),
        {
          minLength: count,
          maxLength: count,
        },
      )
      .map((made) => made.map((each, id) => ({ ...each, id }))),
    runs: fc.uniqueArray(run(count), { maxLength: 5, selector: ({ id }) => id }),
  }),
);

let number = 0;
async function imported(source: string) {
  const namespace = `hostile/s${++number}`;
  const client = createGraphqlClient({ url: graph.url });
  const report = await importMlflow({ source, client, namespace });
  const again = await importMlflow({ source, client, namespace });
  return { report, again, namespace };
}

interface Kept {
  readonly name: string;
  readonly status: string;
  readonly archivedAt: string | null;
  readonly parameters: Record<string, unknown>;
  readonly tags: Record<string, unknown>;
  readonly [history: `h${number}`]: { readonly totalCount?: number; readonly nodes: readonly object[] };
}

/** Everything of a run is here or is named; counted from what was made, and not from what was read. */
async function expectKeptOrNamed(made: MadeRun, placeOf: (run: MadeRun) => string, report: ImportReport) {
  const keys = [...new Set(made.points.map(([name]) => name))];
  const answer = await graph.ask<{ experiments: { nodes: { runs: { nodes: (Kept & { externalId: string })[] } }[] } }>(
    `query ($namespace: String!${keys.map((_, index) => `, $k${index}: String!`).join('')}) {
      experiments(filter: { namespace: $namespace, archived: ALL }, first: 5) { nodes { runs(first: 10) { nodes {
        externalId name status archivedAt parameters tags
        ${keys.map((_, index) => `h${index}: metricHistory(key: $k${index}, first: 50) { nodes { value step timestamp } }`).join(' ')}
      } } } }
    }`,
    { namespace: `hostile/s${number}`, ...Object.fromEntries(keys.map((name, index) => [`k${index}`, name])) },
  );
  expect(answer.errors).toBeUndefined();
  const kept = answer.data.experiments.nodes
    .flatMap(({ runs }) => runs.nodes)
    .find(({ externalId }) => externalId === `mlflow:${made.id}`);
  expect(kept, made.id).toBeDefined();
  const isNamed = (kind: string, name: string) =>
    report.skips.some((skip) => skip.kind === kind && skip.path.startsWith(placeOf(made)) && skip.path.endsWith(name));
  for (const [name, value] of Object.entries(made.parameters)) {
    expect(kept?.parameters[name] === value || isNamed('parameter', `/params/${name}`), name).toBe(true);
  }
  for (const [name, value] of Object.entries(made.tags)) {
    expect(kept?.tags[name] === value || isNamed('tag', `/tags/${name}`), name).toBe(true);
  }
  for (const [index, name] of keys.entries()) {
    const count = made.points.filter(([each]) => each === name).length;
    const left = report.skips.find(
      ({ kind, path }) => kind === 'metric' && path === `${placeOf(made)}/metrics/${name}`,
    );
    const named = left === undefined ? 0 : Number(/^(\d+) points/.exec(left.reason)?.[1] ?? 1);
    expect([name, (kept?.[`h${index}`]?.nodes.length ?? 0) + named]).toEqual([name, count]);
  }
  const isOpen = made.status === 'RUNNING' || made.status === 'SCHEDULED';
  expect(kept).toMatchObject({ status: isOpen ? 'RUNNING' : made.status });
  expect(kept?.archivedAt !== null).toBe(made.deleted);
}

describe('of a store with hostile values all is kept, or named', () => {
  test('in a database', async () => {
    await fc.assert(
      fc.asyncProperty(stores, async (made: MadeDatabase) => {
        await using database = await createDatabase(made);
        const { report, again } = await imported(database.file);
        expect(report.counts.experiments).toMatchObject({ inStore: made.experiments.length, skipped: 0 });
        expect(report.counts.runs).toEqual({
          inStore: made.runs.length,
          imported: made.runs.length,
          alreadyThere: 0,
          skipped: 0,
        });
        expect(again.counts.runs).toMatchObject({ alreadyThere: made.runs.length, imported: 0 });
        expect(again.changes).toEqual([]);
        for (const each of made.runs) await expectKeptOrNamed(each, ({ id }) => `runs/${id}`, report);
      }),
      { numRuns: 6 },
    );
  }, 300_000);

  test('in a folder', async () => {
    await fc.assert(
      fc.asyncProperty(stores, async (made: MadeDatabase) => {
        await using files = await createStore(filesOf(made));
        const { report, again } = await imported(files.root);
        expect(report.counts.experiments).toMatchObject({ inStore: made.experiments.length, skipped: 0 });
        expect(report.counts.runs).toEqual({
          inStore: made.runs.length,
          imported: made.runs.length,
          alreadyThere: 0,
          skipped: 0,
        });
        expect(again.counts.runs).toMatchObject({ alreadyThere: made.runs.length, imported: 0 });
        expect(again.changes).toEqual([]);
        for (const each of made.runs)
          await expectKeptOrNamed(each, ({ id, experiment }) => `${experiment}/${id}`, report);
      }),
      { numRuns: 5 },
    );
  }, 300_000);
});

const STATUS = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

function filesOf({ experiments, runs }: MadeDatabase): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { id, name, deleted } of experiments)
    files[`${id}/meta.yaml`] = experimentMeta(String(id), JSON.stringify(name), {
      lifecycle_stage: deleted ? 'deleted' : 'active',
      creation_time: String(LINE + id),
    });
  for (const made of runs) {
    const folder = `${made.experiment}/${made.id}`;
    files[`${folder}/meta.yaml`] = runMeta(made.id, {
      run_name: JSON.stringify(made.name),
      status: String(STATUS.indexOf(made.status)),
      lifecycle_stage: made.deleted ? 'deleted' : 'active',
      end_time: String(made.end),
    });
    for (const [name, value] of Object.entries(made.parameters)) files[`${folder}/params/${name}`] = value;
    for (const [name, value] of Object.entries(made.tags)) files[`${folder}/tags/${name}`] = value;
    for (const [name, value, step, at] of made.points) {
      const file = `${folder}/metrics/${name}`;
      files[file] = `${files[file] ?? ''}${at} ${String(value).toLowerCase()} ${step}\n`;
    }
  }
  return files;
}
