import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { everyPage } from '#integrations/importing/every-page.js';
import { importWandb } from '#integrations/wandb/import-wandb.js';
import { createTestGraph } from '../../support/test-graph.js';

/** Made by `npm run test:wandb`: offline runs of the real wandb, and beside them what was logged to them. */
const FOLDER = process.env['PEDIGRAPH_WANDB_RUNS'];

type Point = readonly [key: string, value: number | string, step: number];

/** What make_runs.py logged to a run. */
interface Logged {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly notes: string;
  readonly group: string;
  readonly job_type: string;
  readonly tags: readonly string[];
  readonly state: 'finished' | 'failed' | 'crashed';
  readonly exit_code: number | null;
  readonly config: Readonly<Record<string, unknown>>;
  readonly points: readonly Point[];
  readonly artifacts: readonly {
    readonly name: string;
    readonly type: 'dataset' | 'model' | 'result';
    readonly digest: string;
    readonly aliases: readonly string[];
    readonly files: readonly (readonly [path: string, size: number])[];
  }[];
}

const logged = (FOLDER === undefined ? [] : readdirSync(FOLDER))
  .filter((name) => name.startsWith('expected-'))
  .map((name) => JSON.parse(readFileSync(path.join(FOLDER!, name), 'utf8')) as Logged);

test.skipIf(logged.length > 0)(
  'SKIPPED: npm run test:wandb reads what the real wandb wrote, and here NOTHING IS COMPARED',
  () => {},
);

const FILES = '{ path sizeBytes }';
const RUNS = `query ($after: String) { page: runs(filter: {}, first: 100, after: $after) {
  nodes {
    id name status externalId tags parameters experiment { displayName } metrics { key value }
    environment { runtime { name } os packages { name version } }
    datasetOutputs { dataset { name } externalDigest { algorithm value } files ${FILES} }
    loggedModels { loggedModel { name tags artifacts ${FILES} } }
  } pageInfo { hasNextPage endCursor }
} }`;
const HISTORY = `query ($run: ID!, $key: String!, $after: String) { run(id: $run) { page: metricHistory(key: $key, after: $after) {
  nodes { value step } pageInfo { hasNextPage endCursor }
} } }`;

interface RunHere {
  readonly id: string;
  readonly externalId: string;
  readonly metrics: readonly { readonly key: string; readonly value: number | string }[];
  readonly datasetOutputs: readonly {
    readonly externalDigest: { readonly algorithm: string; readonly value: string };
    readonly files: readonly FileHere[];
  }[];
  readonly loggedModels: readonly {
    readonly loggedModel: { readonly name: string; readonly tags: object; readonly artifacts: readonly FileHere[] };
  }[];
}

interface FileHere {
  readonly path: string;
  readonly sizeBytes: number | null;
}

describe.runIf(logged.length > 0)('what the real wandb wrote offline', () => {
  test('is here: configuration, every point, summary, environment, artifacts, and how each run ended', async () => {
    await using graph = await createTestGraph();
    const client = createGraphqlClient({ url: graph.url });
    const options = { folder: FOLDER!, client, versions: 'all', crashedAfterMs: 0 } as const;

    const report = await importWandb(options);
    const again = await importWandb(options);

    expect(report.skips).toEqual([]);
    expect(again.changes).toEqual([]);
    expect(Object.values(again.counts).map(({ imported }) => imported)).toEqual(Object.keys(again.counts).map(() => 0));
    const runs = new Map<string, RunHere>();
    for await (const run of everyPage<RunHere>(client, RUNS, {})) runs.set(run.externalId, run);
    expect(runs.size).toBe(logged.length);
    const all = [...runs.values()];
    const models = all.flatMap(({ loggedModels }) => loggedModels).length;
    expect(report.counts).toMatchObject({
      runs: { inStore: logged.length, imported: logged.length },
      loggedModels: { imported: models },
      modelVersions: { imported: models },
      datasets: { imported: all.flatMap(({ datasetOutputs }) => datasetOutputs).length },
    });
    for (const one of logged) await expectAll(one, runs.get(`wandb:${one.id}`)!, client);
    // W&B's own values are counted, and said not to be taken over.
    expect(report.remarks.map(({ remark }) => remark)).toEqual(
      expect.arrayContaining([
        'not taken over: 1 texts in the history, as "note"',
        'not taken over: 1 flags in the history, as "seen"',
        'not taken over: 1 objects of type histogram in the history, as "hist"',
      ]),
    );
  });
});

async function expectAll(one: Logged, run: RunHere, client: GraphqlClient): Promise<void> {
  const isCut = one.state === 'crashed';
  expect(run).toMatchObject({
    name: one.name,
    status: { finished: 'FINISHED', failed: 'FAILED', crashed: 'KILLED' }[one.state],
    experiment: { displayName: one.project },
    parameters: flattened(one.config),
    tags: {
      'wandb.state': one.state,
      'wandb.notes': one.notes,
      'wandb.group': one.group,
      'wandb.job_type': one.job_type,
      ...Object.fromEntries(one.tags.map((tag) => [`wandb.tag.${tag}`, 'true'])),
      ...(one.exit_code === null ? {} : { 'wandb.exit_code': String(one.exit_code) }),
    },
    environment: {
      runtime: { name: 'python' },
      packages: expect.arrayContaining([{ name: 'wandb', version: '0.31.0' }]),
    },
  });
  expect(Object.keys(flattened(one.config)).sort()).toEqual(
    Object.keys((run as unknown as { parameters: object }).parameters).sort(),
  );
  const keys = new Set(one.points.map(([key]) => key));
  for (const key of keys) {
    const wanted = one.points.flatMap(([of, value, step]) => (of === key ? [{ value, step }] : []));
    const found: object[] = [];
    const pages = {
      query: async (document: string, variables: object) =>
        (await client.query<{ run: object }>(document, { ...variables })).run,
    };
    for await (const point of everyPage<object>(pages as Pick<GraphqlClient, 'query'>, HISTORY, { run: run.id, key }))
      found.push(point);
    expect(found, `${one.id} ${key}`).toEqual(isCut ? wanted.slice(0, found.length) : wanted);
  }
  if (isCut) return expect(run.metrics.length).toBeGreaterThan(0);
  const others = run.metrics.filter(({ key }) => !keys.has(key));
  expect(others).toEqual([{ key: 'best', value: 0.75 }]);
  const datasets = one.artifacts.filter(({ type }) => type !== 'model');
  expect(run.datasetOutputs.map(({ externalDigest, files }) => [externalDigest, pathsOf(files)])).toEqual(
    datasets.map(({ digest, files }) => [{ algorithm: 'wandb-manifest-md5', value: digest }, files]),
  );
  const models = one.artifacts.filter(({ type }) => type === 'model');
  expect(run.loggedModels.map(({ loggedModel }) => [loggedModel.name, pathsOf(loggedModel.artifacts)])).toEqual(
    models.map(({ name, files }) => [name, files]),
  );
}

function pathsOf(files: readonly FileHere[]): (readonly [string, number])[] {
  return files.map(({ path: at, sizeBytes }) => [at, sizeBytes ?? 0] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** As W&B shows a configuration: nested keys with dots between. */
function flattened(value: object, before = ''): Record<string, unknown> {
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.entries(flattened(item, `${before}${key}.`))
      : [[`${before}${key}`, item]],
  );
  return Object.fromEntries(entries);
}
