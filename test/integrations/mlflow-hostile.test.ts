import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import type { ImportReport } from '#integrations/importing/report/import-report.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestDatabase } from '../support/test-database.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { copyToPostgres } from './copy-to-postgres.js';
import { createDatabase, type MadeDatabase, type MadeModel, type MadeRun } from './mlflow-database.js';
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
    inputs: fc.uniqueArray(input, { maxLength: 3, selector: ({ name, digest }) => `${digest} ${name}` }),
  });
const input = fc.record({
  name: fc.constantFrom('iris', 'my data', 'my-data', 'données', '/', '..', 'x'.repeat(501), '__proto__'),
  digest: fc.constantFrom('abcd1234', '', 'ü', 'd'.repeat(501)),
  schema: fc.constantFrom('{"mlflow_colspec": []}', 'no JSON {', 'x'.repeat(1_000_000)),
  context: fc.constantFrom('training', 'eval', '', 'c'.repeat(501), 'Проверка'),
});
const version = (runs: readonly string[]) =>
  fc.record({
    created: fc.constantFrom(LINE, FUTURE, LINE * 1_000, -1),
    user: fc.constantFrom('ann', '', 'u'.repeat(501), '名'),
    run: fc.constantFrom(null, 'f'.repeat(32), ...runs),
    source: fc.constantFrom('', 's3://bucket/a b#c', 'models:/m/1', 'models:/m/9', 'x'.repeat(5_000), 'C:\\models\\m'),
    stage: fc.constantFrom('None', 'Production', 'Staging', 'Archived', 'Deleted_Internal'),
    description: fc.constantFrom('', 'what it is', 'd'.repeat(10_001)),
    tags: fc.oneof(pairs, fc.constantFrom({ version: '1.4.1' }, { version: 'v2' }, { semver: '2.0.0+cpu' })),
  });
const model = (runs: readonly string[]) =>
  fc.record({
    name: fc.constantFrom('m', 'a/b', `it's "both"`, 'Étalon', '%', 'n'.repeat(501), 'm '),
    description: fc.constantFrom('', 'what it is', 'd'.repeat(10_001)),
    tags: pairs,
    aliases: fc.dictionary(
      fc.constantFrom('champion', '2024-best', 'Upper', 'ü', 'a b', 'latest', 'production', 'x'.repeat(256), '1'),
      fc.integer({ min: 1, max: 4 }),
      { maxKeys: 4, noNullPrototype: true },
    ),
    versions: fc.array(version(runs), { maxLength: 3 }),
  });
const experiment = fc.record({
  name: fc.constantFrom('Default', 'a/b', 'x'.repeat(256), 'Über', '試験', ' '),
  deleted: fc.boolean(),
  tags: pairs,
});
const stores = fc
  .integer({ min: 1, max: 3 })
  .chain((count) =>
    fc.record({
      experiments: fc
        .array(experiment, { minLength: count, maxLength: count })
        .map((made) => made.map((each, id) => ({ ...each, id }))),
      runs: fc.uniqueArray(run(count), { maxLength: 4, selector: ({ id }) => id }),
    }),
  )
  .chain((made) =>
    fc
      .uniqueArray(model(made.runs.map(({ id }) => id)), { maxLength: 3, selector: ({ name }) => name })
      .map((models): MadeDatabase => ({ ...made, models })),
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
  readonly inputs: readonly {
    readonly context: string | null;
    readonly datasetVersion: { readonly external: { readonly name: string; readonly schema: string | null } };
  }[];
  readonly [history: `h${number}`]: { readonly totalCount?: number; readonly nodes: readonly object[] };
}

/** Everything of a run is here or is named; counted from what was made, and not from what was read. */
async function expectKeptOrNamed(made: MadeRun, placeOf: (run: MadeRun) => string, report: ImportReport) {
  const keys = [...new Set(made.points.map(([name]) => name))];
  const answer = await graph.ask<{ experiments: { nodes: { runs: { nodes: (Kept & { externalId: string })[] } }[] } }>(
    `query ($namespace: String!${keys.map((_, index) => `, $k${index}: String!`).join('')}) {
      experiments(filter: { namespace: $namespace, archived: ALL }, first: 5) { nodes { runs(first: 10) { nodes {
        externalId name status archivedAt parameters tags inputs { context datasetVersion { external { name schema } } }
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
  for (const [index, { name, schema, context }] of (made.inputs ?? []).entries()) {
    const found = kept?.inputs.find((each) => each.datasetVersion.external.name === name);
    const [place, kinds] = [`${placeOf(made)}/inputs/${cut(name)}`, ['dataset', 'input', 'tag']];
    const isReportedOf = (end: string) =>
      report.skips.some(({ kind, path }) => kinds.includes(kind) && path.startsWith(`${place}${end}`));
    // A file that is no dataset is reported by its place.
    const isFileTold = report.skips.some(({ path }) => path.includes(`/datasets/${made.id}-${index}/`));
    expect(found !== undefined || isReportedOf('') || isFileTold, name).toBe(true);
    if (found === undefined) continue;
    expect(found.datasetVersion.external.schema === schema || isReportedOf('/schema'), name).toBe(true);
    expect((found.context ?? '') === context || isReportedOf('/tags/') || context.length > 500, name).toBe(true);
  }
  const isOpen = made.status === 'RUNNING' || made.status === 'SCHEDULED';
  expect(kept).toMatchObject({ status: isOpen ? 'RUNNING' : made.status });
  expect(kept?.archivedAt !== null).toBe(made.deleted);
}

/** A key as the path of a report names it. */
function cut(key: string): string {
  return key.length <= 250 ? key : `${key.slice(0, 80)}…`;
}

interface KeptModel {
  readonly displayName: string;
  readonly description: string | null;
  readonly tags: Record<string, unknown>;
  readonly aliases: readonly { readonly name: string; readonly modelVersion: { readonly externalVersion: string } }[];
  readonly versions: { readonly nodes: readonly KeptVersion[] };
}

interface KeptVersion {
  readonly externalVersion: string;
  readonly description: string | null;
  readonly tags: Record<string, unknown>;
  readonly createdElsewhereAt: string | null;
  readonly createdElsewhereBy: string | null;
  readonly run: { readonly externalId: string } | null;
}

const MODELS = `query ($namespace: String!) { models(filter: { namespace: $namespace }, first: 20) { nodes {
  displayName description tags aliases { name modelVersion { externalVersion } }
  versions(first: 20) { nodes {
    externalVersion description tags createdElsewhereAt createdElsewhereBy run { externalId }
  } }
} } }`;

/** Everything of the registry is here or is reported, counted from what was made. */
async function expectRegistryKeptOrTold(
  made: MadeDatabase,
  placeOf: (model: MadeModel) => string,
  report: ImportReport,
) {
  const { data, errors } = await graph.ask<{ models: { nodes: readonly KeptModel[] } }>(MODELS, {
    namespace: `hostile/s${number}`,
  });
  expect(errors).toBeUndefined();
  const lines = [...report.skips, ...report.remarks].map(({ path }) => path);
  const isReported = (place: string) => lines.some((line) => line === place || line.startsWith(place));
  expect(report.counts.models).toMatchObject({ inStore: made.models?.length ?? 0 });
  expect(report.counts.modelVersions.inStore).toBe((made.models ?? []).flatMap(({ versions }) => versions).length);
  for (const model of made.models ?? []) {
    const place = placeOf(model);
    const kept =
      data.models.nodes.find(({ displayName }) => displayName === model.name) ?? shortened(model, data.models.nodes);
    expect(kept !== undefined || isReported(place), model.name).toBe(true);
    if (kept === undefined) continue;
    expect(kept.description === (model.description || null) || isReported(`${place}/description`)).toBe(true);
    for (const [name, value] of Object.entries(model.tags))
      expect(kept.tags[name] === value || isReported(`${place}/tags/${name}`), name).toBe(true);
    for (const [alias, pointed] of Object.entries(model.aliases)) {
      const found = kept.aliases.find(({ name }) => name === alias);
      const isThere = found?.modelVersion.externalVersion === String(pointed);
      expect(isThere || isReported(`${place}/aliases/${alias}`), alias).toBe(true);
    }
    for (const [index, version] of model.versions.entries()) {
      const at = `${place}/version-${index + 1}`;
      const found = kept.versions.nodes.find(({ externalVersion }) => externalVersion === String(index + 1));
      expect(found !== undefined || isReported(at), at).toBe(true);
      if (found === undefined) continue;
      expect(found.description === (version.description || null) || isReported(`${at}/description`), at).toBe(true);
      for (const [name, value] of Object.entries(version.tags))
        expect(found.tags[name] === value || isReported(`${at}/tags/${name}`), name).toBe(true);
      const created = found.createdElsewhereAt === null ? null : Date.parse(found.createdElsewhereAt);
      expect(created === version.created || isReported(at), at).toBe(true);
      expect((found.createdElsewhereBy ?? '') === version.user || isReported(at), at).toBe(true);
      expect((found.run?.externalId ?? null) === (version.run && `mlflow:${version.run}`) || isReported(at), at).toBe(
        true,
      );
      const stage = version.stage === 'None' ? undefined : version.stage;
      expect(found.tags['mlflow.stage'] === stage || isReported(at), at).toBe(true);
    }
  }
}

/** One whose name does not fit has another here, which its remark says. */
function shortened({ name }: MadeModel, nodes: readonly KeptModel[]): KeptModel | undefined {
  return nodes.find(({ displayName }) => displayName.endsWith('…') && name.startsWith(displayName.slice(0, -1)));
}

describe('of a store with hostile values all is stored, or reported', () => {
  test('in SQLite', async () => {
    await fc.assert(
      fc.asyncProperty(stores, async (made) => {
        await using database = await createDatabase(made);
        await expectAllKeptOrTold(database.file, made, IN_DATABASE);
      }),
      { numRuns: SAMPLES },
    );
  }, 600_000);

  test('in PostgreSQL', async () => {
    await fc.assert(
      fc.asyncProperty(stores, async (drawn) => {
        const made = withoutNul(drawn);
        await using file = await createDatabase(made);
        await using database = await createTestDatabase();
        await copyToPostgres(file.file, database.url);
        await expectAllKeptOrTold(database.url, made, IN_DATABASE);
      }),
      { numRuns: SAMPLES },
    );
  }, 600_000);

  test('in a folder', async () => {
    await fc.assert(
      fc.asyncProperty(stores, async (drawn) => {
        const made = { ...drawn, models: (drawn.models ?? []).filter(({ name }) => isFileName(name)) };
        await using files = await createStore(filesOf(made));
        await expectAllKeptOrTold(files.root, made, IN_FOLDER);
      }),
      { numRuns: SAMPLES },
    );
  }, 600_000);
});

/** How often each is tried; more by hand: `HOSTILE_SAMPLES=100 npx vitest run …`. */
const SAMPLES = Number(process.env['HOSTILE_SAMPLES'] ?? 4);

/** Where a report says that things stand. */
interface Places {
  readonly run: (run: MadeRun) => string;
  readonly model: (model: MadeModel) => string;
}

const IN_DATABASE: Places = { run: ({ id }) => `runs/${id}`, model: ({ name }) => `registered_models/${name}` };
const IN_FOLDER: Places = {
  run: ({ id, experiment }) => `${experiment}/${id}`,
  model: ({ name }) => `models/${name}`,
};

async function expectAllKeptOrTold(source: string, made: MadeDatabase, places: Places): Promise<void> {
  const { report, again } = await imported(source);
  expect(report.counts.experiments).toMatchObject({ inStore: made.experiments.length, skipped: 0 });
  const inStore = made.runs.length;
  expect(report.counts.runs).toEqual({ inStore, imported: inStore, alreadyThere: 0, skipped: 0 });
  expect(again.counts.runs).toMatchObject({ alreadyThere: inStore, imported: 0 });
  expect(again.changes).toEqual([]);
  for (const each of made.runs) await expectKeptOrNamed(each, places.run, report);
  await expectRegistryKeptOrTold(made, places.model, report);
}

/** PostgreSQL stores no NUL. */
function withoutNul<Value>(value: Value): Value {
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll('\0', '');
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, clean(each)]));
  };
  return clean(value) as Value;
}

/** What can be the name of a file. */
function isFileName(name: string): boolean {
  return !name.includes('/') && Buffer.byteLength(name) <= 255;
}

const STATUS = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

function filesOf({ experiments, runs, models = [] }: MadeDatabase): Record<string, string> {
  const files: Record<string, string> = {};
  const addTags = (folder: string, tags: Readonly<Record<string, string>> = {}) => {
    for (const [name, value] of Object.entries(tags)) files[`${folder}/tags/${name}`] = value;
  };
  for (const { id, name, deleted, tags } of experiments) {
    files[`${id}/meta.yaml`] = experimentMeta(String(id), JSON.stringify(name), {
      lifecycle_stage: deleted ? 'deleted' : 'active',
      creation_time: String(LINE + id),
    });
    addTags(String(id), tags);
  }
  for (const made of runs) {
    const folder = `${made.experiment}/${made.id}`;
    files[`${folder}/meta.yaml`] = runMeta(made.id, {
      run_name: JSON.stringify(made.name),
      status: String(STATUS.indexOf(made.status)),
      lifecycle_stage: made.deleted ? 'deleted' : 'active',
      end_time: String(made.end),
    });
    for (const [name, value] of Object.entries(made.parameters)) files[`${folder}/params/${name}`] = value;
    addTags(folder, made.tags);
    for (const [name, value, step, at] of made.points) {
      const file = `${folder}/metrics/${name}`;
      files[file] = `${files[file] ?? ''}${at} ${String(value).toLowerCase()} ${step}\n`;
    }
    for (const [index, { context, ...dataset }] of (made.inputs ?? []).entries()) {
      const id = `${made.id}-${index}`;
      files[`${made.experiment}/datasets/${id}/meta.yaml`] = JSON.stringify(dataset);
      files[`${folder}/inputs/${id}/meta.yaml`] = JSON.stringify({
        ...{ source_type: 'DATASET', source_id: id },
        tags: { 'mlflow.data.context': context },
      });
    }
  }
  for (const { name, description, tags, aliases, versions } of models) {
    const folder = `models/${name}`;
    files[`${folder}/meta.yaml`] = JSON.stringify({ name, description, creation_timestamp: String(LINE) });
    addTags(folder, tags);
    for (const [alias, pointed] of Object.entries(aliases)) files[`${folder}/aliases/${alias}`] = String(pointed);
    for (const [index, { created, user, run: made, source, stage, description: of, tags: own }] of versions.entries()) {
      const at = `${folder}/version-${index + 1}`;
      files[`${at}/meta.yaml`] = JSON.stringify({
        ...{ name, version: String(index + 1), creation_timestamp: String(created), user_id: user, run_id: made },
        ...{ source, current_stage: stage, description: of },
      });
      addTags(at, own);
    }
  }
  return files;
}
