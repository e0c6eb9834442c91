import { expect } from 'vitest';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { level } from './catalog-world.js';

/** The whole product with a small registry in it, and searches that answer in names: see `seed`. */
export interface SearchWorld extends AsyncDisposable {
  readonly graph: TestGraph;
  /** The digests of what was registered, by ref. */
  readonly digests: ReadonlyMap<string, string>;
  /** The ids of the runs, by name. */
  readonly runs: ReadonlyMap<string, string>;
  /** What a query finds: refs, and the names of runs, sorted; versions and runs, where no other kinds are named. */
  find(query: string, kinds?: readonly string[]): Promise<string[]>;
  /** A whole answer, of versions and runs where no other kinds are named. */
  search(variables: Record<string, unknown>): Promise<Found>;
}

/** A page of a search, or what it was refused with. */
export interface Found {
  readonly names: string[];
  readonly totalCount: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } | null;
  readonly facets: readonly { field: string; values: readonly { value: string; count: number }[] }[];
  readonly error: { readonly code: string; readonly message: string; readonly column: unknown } | null;
}

const SEARCH = `query ($query: String!, $kinds: [SearchKind!], $first: Int, $after: String, $orderBy: SearchOrder) {
  search(query: $query, kinds: $kinds, first: $first, after: $after, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage endCursor } facets { field values { value count } }
    nodes { __typename ... on ModelVersion { ref } ... on Run { name } ... on DatasetVersion { ref } ... on EnvironmentVersion { ref }
      ... on Model { name } ... on Dataset { name } ... on Experiment { name } }
  }
}`;

/** Kinds of results. */
const VERSIONS_AND_RUNS = ['MODEL_VERSION', 'RUN', 'DATASET_VERSION', 'ENVIRONMENT_VERSION'];

/** Opens and fills it. The catalog has read everything when it is there. */
export async function createSearchWorld(): Promise<SearchWorld> {
  const graph = await createTestGraph();
  const { digests, runs } = await seed(graph);
  const catalog = graph.subgraphs.get('catalog');
  if (catalog === undefined) throw new Error('there is no catalog');
  await level(catalog);
  const search = async (variables: Record<string, unknown>): Promise<Found> => {
    const { data, errors } = await graph.ask<{
      search: (Omit<Found, 'names'> & { nodes: { ref?: string; name?: string }[] }) | null;
    }>(SEARCH, { first: 100, ...variables, kinds: variables['kinds'] ?? VERSIONS_AND_RUNS });
    const [error] = errors ?? [];
    return {
      names: (data?.search?.nodes ?? []).map(({ ref, name }) => ref ?? name ?? ''),
      totalCount: data?.search?.totalCount ?? null,
      pageInfo: data?.search?.pageInfo ?? null,
      facets: data?.search?.facets ?? [],
      error: error ? { code: error.extensions.code, message: error.message, column: error.extensions.column } : null,
    };
  };
  return {
    graph,
    digests,
    runs,
    search,
    async find(query, kinds) {
      const { names, error } = await search({ query, kinds });
      if (error !== null) throw new Error(JSON.stringify(error));
      return names.sort();
    },
    [Symbol.asyncDispose]: () => graph[Symbol.asyncDispose](),
  };
}

const DATASET =
  'mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { datasetVersion { ref digest } } }';
const ENVIRONMENT =
  'mutation ($input: RegisterEnvironmentVersionInput!) { registerEnvironmentVersion(input: $input) { environmentVersion { ref digest } } }';
const RUN = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';
const LOG =
  'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }';
const FINISH =
  'mutation ($run: ID!, $status: RunEndStatus!) { finishRun(input: { run: $run, status: $status }) { run { id } } }';
const MODEL =
  'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { ref digest } } }';
const STATUS = 'mutation ($input: SetStatusInput!) { setStatus(input: $input) { previous } }';
const ALIAS = 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';

/** raw → clean 1.0.0 → run one → churn 1.0.0; clean 2.0.0 → run two → churn 2.0.0; nothing → lab/sketch 1.0.0. */
async function seed(graph: TestGraph) {
  const digests = new Map<string, string>();
  const runs = new Map<string, string>();
  const write = async <T>(query: string, variables: Record<string, unknown>): Promise<T> => {
    const { data, errors } = await graph.ask<T>(query, variables);
    expect(errors).toBeUndefined();
    for (const payload of Object.values(data as object)) {
      const { ref, digest } = payload.datasetVersion ?? payload.environmentVersion ?? payload.modelVersion ?? {};
      if (digest !== undefined) digests.set(ref, digest);
    }
    return data;
  };
  const file = (content: string) => ({
    path: `${content}.bin`,
    uri: `s3://acme/${content}`,
    digest: digestOf(content),
    sizeBytes: 1,
  });
  const data = (name: string, content: string, more: object = {}) =>
    write(DATASET, { input: { dataset: `acme/${name}`, files: [file(content)], ...more } });
  await data('raw', 'raw', { description: 'Transactions of the bank', license: 'CC-BY-4.0' });
  await data('clean', 'clean-1', { derivedFrom: ['acme/raw@1.0.0'] });
  await data('clean', 'clean-2', {
    version: '2.0.0',
    schema: [{ name: 'is_fraud', type: 'boolean', nullable: false }],
  });
  const environment = (name: string, packages: readonly (readonly [string, string | null])[]) =>
    write(ENVIRONMENT, {
      input: {
        environment: `acme/${name}`,
        image: `registry.example.org/${name}@${digestOf(name)}`,
        packages: packages.map(([of, version]) => ({ manager: 'pip', name: of, version })),
      },
    });
  await environment('old', [
    ['numpy', '1.26.4'],
    ['Scikit_Learn', '1.5.2'],
    ['torch', '2.1.0+cu118'],
  ]);
  await environment('new', [
    ['numpy', '2.1.0'],
    ['scikit-learn', '1.10.0'],
    ['black', null],
  ]);
  const run = async (
    name: string,
    input: object,
    points: Readonly<Record<string, readonly (number | string)[]>>,
    status = 'FINISHED',
  ) => {
    const { startRun } = await write<{ startRun: { run: { id: string } } }>(RUN, {
      input: { experiment: 'acme/team/baseline', name, ...input },
    });
    const { id } = startRun.run;
    runs.set(name, id);
    const metrics = Object.entries(points).flatMap(([key, values]) =>
      values.map((value, step) => ({ key, value, step })),
    );
    await write(LOG, { run: id, metrics });
    if (status !== 'RUNNING') await write(FINISH, { run: id, status });
    return id;
  };
  const code = (digit: string) => ({ repository: 'https://git.example.org/acme.git', commit: digit.repeat(40) });
  const one = await run(
    'one',
    {
      code: code('1'),
      parameters: { learning_rate: 0.1, optimizer: 'adam', 'batch size': 32, deep: true, text: '0.5' },
      tags: { team: 'risk' },
      inputs: [{ ref: 'acme/clean@1.0.0' }],
      environment: 'acme/old@1.0.0',
    },
    { auc: [0.5, 0.97, 0.91], loss: [1, 0.2, 0.3], 'val loss': [0.4] },
  );
  const two = await run(
    'two',
    {
      parameters: { learning_rate: 0.01, optimizer: 'sgd' },
      inputs: [{ ref: 'acme/clean@2.0.0' }],
      environment: 'acme/new@1.0.0',
    },
    { auc: [0.6, 0.95], loss: ['NaN'] },
  );
  await run('broken', { tags: { team: 'lab' } }, {}, 'FAILED');
  await run('open', {}, { auc: [0.99] }, 'RUNNING');
  const model = (version: string, input: object) => write(MODEL, { input: { model: 'acme/churn', version, ...input } });
  await model('1.0.0', {
    architecture: 'gradient-boosted-trees',
    code: code('a'),
    artifacts: [file('weights-1')],
    datasets: [{ ref: 'acme/clean@1.0.0' }],
    environment: 'acme/old@1.0.0',
    run: one,
    tags: { stage: 'final', team: 'risk' },
    description: 'Der größte Churn detector',
  });
  await model('2.0.0', {
    architecture: 'transformer',
    code: code('b'),
    artifacts: [file('weights-2')],
    datasets: [{ ref: 'acme/clean@2.0.0' }],
    environment: 'acme/new@1.0.0',
    run: two,
    tags: { stage: 'draft', 'odd=key': '100%_*' },
  });
  await write(MODEL, { input: { model: 'lab/sketch', description: 'detector, detector' } });
  await write(STATUS, { input: { modelVersion: 'acme/churn@1.0.0', status: 'APPROVED' } });
  await write(STATUS, { input: { modelVersion: 'lab/sketch@1.0.0', status: 'ARCHIVED' } });
  await write(ALIAS, { input: { model: 'acme/churn', alias: 'staging', version: '1.0.0' } });
  await write(ALIAS, { input: { model: 'acme/churn', alias: 'production', version: '1.0.0' } });
  await write(ALIAS, { input: { model: 'acme/churn', alias: 'production', version: '2.0.0' } });
  return { digests, runs };
}
