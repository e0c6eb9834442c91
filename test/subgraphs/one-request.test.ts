import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { digestOf, seedPeers } from '../support/seed-peers.js';
import { testConfig } from '../support/test-config.js';
import { createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';

const MODEL = 'acme/detector';
const VERSIONS = 20;

/** Everything about every version of a page, across every subgraph. */
const ONE_REQUEST = `query ($model: String!, $first: Int!) {
  model(name: $model) {
    versions(first: $first) {
      totalCount
      nodes {
        id ref version digest manifest status createdAt createdBy architecture config
        model { name }
        code { repository commit path dirty }
        artifacts { path uri digest sizeBytes mediaType }
        datasets { role datasetVersion { ref digest rowCount schema { name type nullable } dataset { name } derivedFrom { ref } } }
        run { id name status digest parameters metrics { key value step } experiment { name } }
        environment { ref digest image runtime { name version } packages { manager name version } environment { name } }
        parents { ref }
        reproducibility { verdict missing recipe }
        lineage(direction: UPSTREAM, depth: 10) { complete nodes { ref kind depth } edges { from to } }
      }
    }
  }
}`;

interface Page {
  readonly model: { readonly versions: { readonly nodes: readonly object[] } };
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph(NO_CACHES);
  await registerVersions();
  await vi.waitUntil(async () => (await readRevisions(VERSIONS)).every(({ lineage }) => lineage?.complete === true), {
    timeout: 120_000,
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

test('an alias with the name of a key changes nothing but the name', async () => {
  const plain = '{ version id run { name parameters } lineage(direction: UPSTREAM) { complete } }';
  const aliased =
    '{ id: version externalId: id run { id: __typename parameters name } lineage(direction: UPSTREAM) { complete } }';
  const first = (selection: string) => `{ model(name: "${MODEL}") { versions(first: 1) { nodes ${selection} } } }`;
  const [expected, answer] = await Promise.all([graph.ask(first(plain)), graph.ask(first(aliased))]);
  const [{ id, version, run, lineage }] = (expected.data as Page).model.versions.nodes as [Record<string, object>];
  const renamed = { id: version, externalId: id, run: { id: 'Run', ...run }, lineage };
  expect(answer).toEqual({ data: { model: { versions: { nodes: [renamed] } } } });
});

test('the one request brings everything about every version of a page', async () => {
  const versions = await readRevisions(VERSIONS);
  expect(versions.map(({ version }) => version)).toEqual(
    Array.from({ length: VERSIONS }, (_, index) => `1.${VERSIONS - 1 - index}.0`),
  );
  for (const [index, { version, run, datasets, environment, lineage }] of versions.entries()) {
    const number = VERSIONS - 1 - index;
    expect({ run, datasets, environment: environment.ref }, version).toMatchObject({
      run: { name: `run-${number}`, parameters: { number }, metrics: [{ key: 'auc', value: number / 100 }] },
      datasets: [{ datasetVersion: { ref: `acme/sales@1.${number}.0`, derivedFrom: [{ ref: 'acme/raw@1.0.0' }] } }],
      environment: `acme/env-${number}@1.0.0`,
    });
    expect(lineage?.nodes.map(({ ref }) => ref)).toContain('acme/raw@1.0.0');
  }
});

/** Stitching asks in two requests for what a plan fetches in one. */
const STITCHED = { model: 3, model_version: 6, unnest: 2 };

test('it takes the same few SQL statements for five versions and for twenty', async () => {
  const counts: Record<number, Record<string, number>> = {};
  for (const first of [5, VERSIONS]) {
    graph.statements();
    expect(await readRevisions(first)).toHaveLength(first);
    counts[first] = countByTable(graph.statements());
  }
  expect(counts[VERSIONS]).toEqual(counts[5]);
  expect(counts[VERSIONS]).toEqual({
    model: 2, // by name; of each version
    model_version: 4, // the page; what of it is large; how many there are; the parents
    status_change: 1,
    dataset_version: 3, // of each version; their schemas; what those were derived from
    dataset: 1,
    run: 1, // with how it ended, and what was sealed then: parameters and metrics are in it
    name_change: 1, // what the runs are called now
    experiment: 1,
    environment_version: 2, // of each version; their packages
    environment: 1,
    unnest: 1, // the walk through the lineage
    ...(testConfig().gateway.executor === 'planned' ? {} : STITCHED),
  });
});

test('what is large is read only where it is asked for, and what a run logged is in what was sealed', async () => {
  graph.statements();
  const { data } = await graph.ask<{ model: { versions: { nodes: unknown[] } } }>(
    `query ($model: String!) { model(name: $model) { versions(first: 20) { nodes {
       ref digest reproducibility { verdict }
       datasets { datasetVersion { ref rowCount } } environment { ref image } run { status parameters metrics { key value } } } } } }`,
    { model: MODEL },
  );
  expect(data?.model.versions.nodes).toHaveLength(VERSIONS);
  const statements = graph.statements();
  const reading = (column: string) => statements.filter((sql) => sql.includes(`"${column}"`)).map(tableOf);
  // With the run, where it is short.
  expect(reading('manifest')).toEqual(['run']);
  for (const large of ['files', 'schema', 'packages', 'config', 'statistics'])
    expect(reading(large), large).toEqual([]);
  expect(statements.filter((sql) => /run_parameter|metric_point/.test(sql))).toEqual([]);
});

interface Version {
  readonly version: string;
  readonly run: object;
  readonly datasets: object[];
  readonly environment: { readonly ref: string };
  readonly lineage: { readonly complete: boolean; readonly nodes: readonly { readonly ref: string }[] } | null;
}

async function readRevisions(first: number): Promise<Version[]> {
  const { data, errors } = await graph.ask<{ model: { versions: { nodes: Version[] } } }>(ONE_REQUEST, {
    model: MODEL,
    first,
  });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.model.versions.nodes;
}

/** The table that a statement reads first. */
function tableOf(sql: string): string {
  return /\bFROM (?:"?\w+"?\.)?"?(?!\()(\w+)"?/.exec(sql)?.[1] ?? sql;
}

/** How often each table was asked. What the catalog does beside requests, following the ledgers, is not counted. */
function countByTable(statements: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sql of statements) {
    const table = tableOf(sql);
    if (table !== 'ledger_event' && table !== 'projection') counts[table] = (counts[table] ?? 0) + 1;
  }
  return counts;
}

/** Versions 1.0.0, 1.1.0, …: each with a run, an environment and a dataset version of its own. */
async function registerVersions(): Promise<void> {
  const write = async <T>(_: string, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const { data, errors } = await graph.ask<T>(query, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  await seedPeers({ ask: write });
  for (let number = 0; number < VERSIONS; number++) {
    const dataset = `acme/sales@1.${number}.0`;
    const environment = `acme/env-${number}@1.0.0`;
    const { startRun } = await write<{ startRun: { run: { id: string } } }>('', PARTS, {
      dataset: { dataset: 'acme/sales', rowCount: number, derivedFrom: ['acme/raw@1.0.0'] },
      environment: { environment: `acme/env-${number}`, seed: number },
      run: {
        experiment: 'acme/baseline',
        name: `run-${number}`,
        parameters: { number },
        inputs: [{ ref: dataset }],
        environment,
      },
    });
    const run = startRun.run.id;
    await write('', FINISH, { run, auc: number / 100 });
    const parents = number === 0 ? [] : [`${MODEL}@1.0.0`];
    await write('', REGISTER, {
      input: {
        model: MODEL,
        code: { commit: 'c0ffee0' },
        artifacts: [{ path: 'a', uri: 's3://acme/a', digest: digestOf(`${number}`) }],
        datasets: [{ ref: dataset }],
        environment,
        run,
        parents,
      },
    });
    if (number % 2 === 0) await write('', APPROVE, { ref: `${MODEL}@1.${number}.0` });
  }
}

const PARTS = `mutation ($dataset: RegisterDatasetVersionInput!, $environment: RegisterEnvironmentVersionInput!, $run: StartRunInput!) {
  registerDatasetVersion(input: $dataset) { created }
  registerEnvironmentVersion(input: $environment) { created }
  startRun(input: $run) { run { id } }
}`;
const FINISH = `mutation ($run: ID!, $auc: MetricValue!) {
  logMetrics(input: { run: $run, metrics: [{ key: "auc", value: $auc, step: 1 }] }) { accepted }
  finishRun(input: { run: $run, status: FINISHED }) { run { id } }
}`;
const REGISTER = `mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }`;
const APPROVE = `mutation ($ref: String!) { setStatus(input: { modelVersion: $ref, status: APPROVED }) { previous } }`;
