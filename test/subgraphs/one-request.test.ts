import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const VERSIONS = 20;

const EVERYTHING = `query ($first: Int!) {
  model(name: "one/detector") {
    versions(first: $first) {
      totalCount
      nodes {
        ref digest manifest status config artifacts { path digest }
        datasets { role datasetVersion { ref digest schema { name } dataset { name } derivedFrom { ref } } }
        run { status digest parameters metrics { key value step } experiment { name } }
        environment { ref digest packages { name version } environment { name } }
        reproducibility { verdict missing }
        lineage(direction: UPSTREAM, depth: 10) { complete nodes { ref kind } }
      }
    }
  }
}`;

interface Everything {
  readonly model: {
    readonly versions: {
      readonly totalCount: number;
      // biome-ignore lint/suspicious/noExplicitAny: the assertions say what it holds
      readonly nodes: readonly any[];
    };
  };
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
  await seed();
});
afterAll(async () => graph?.[Symbol.asyncDispose]());

test('twenty versions with data, runs, environment, verdict and lineage cost a statement a loader, not a row', async () => {
  const five = await countedStatements(5);
  const twenty = await countedStatements(20);
  expect(twenty.nodes).toHaveLength(VERSIONS);
  expect(twenty.statements).toHaveLength(five.statements.length);
  // models: the model, its page, its count, status · datasets: versions, sources, dataset · environments: versions,
  // environment · experiments: runs, ends, parameters, metrics, experiment · catalog: nodes, edges
  expect(twenty.statements.length).toBeLessThanOrEqual(20);
});

test('each version is answered with its own parts', async () => {
  const { nodes } = await countedStatements(20);
  for (const [index, node] of nodes.entries()) {
    const number = VERSIONS - 1 - index; // newest first
    expect(node).toMatchObject({
      status: 'IN_REVIEW',
      config: { number },
      datasets: [{ datasetVersion: { ref: `one/clean@1.${number}.0`, derivedFrom: [{ ref: 'one/raw@1.0.0' }] } }],
      run: { status: 'FINISHED', parameters: { number }, metrics: [{ key: 'auc', value: number / 100, step: 2 }] },
      environment: { ref: 'one/train@1.0.0', packages: [{ name: 'numpy', version: '1.26.4' }] },
      reproducibility: { verdict: 'REPRODUCIBLE', missing: [] },
    });
    expect(node.lineage.complete).toBe(true);
    expect(node.lineage.nodes.map(({ ref }: { ref: string }) => ref)).toContain('one/raw@1.0.0');
  }
});

async function countedStatements(first: number) {
  // The catalog looks at the ledgers by itself; what it asks meanwhile is not this request's.
  graph.statements();
  const { data } = await graph.ask<Everything>(EVERYTHING, { first });
  const statements = graph.statements().filter((sql) => !/ledger_event|projection|ledger_head/.test(sql));
  return { nodes: data.model.versions.nodes, statements };
}

async function seed(): Promise<void> {
  await write('registerEnvironmentVersion', 'RegisterEnvironmentVersionInput', 'created', {
    environment: 'one/train',
    image: `registry.example.org/train@${digest('image')}`,
    packages: [{ manager: 'pip', name: 'numpy', version: '1.26.4' }],
  });
  await write('registerDatasetVersion', 'RegisterDatasetVersionInput', 'created', dataset('raw', '1.0.0'));
  for (let number = 0; number < VERSIONS; number++) {
    const ref = `one/clean@1.${number}.0`;
    await write('registerDatasetVersion', 'RegisterDatasetVersionInput', 'created', {
      ...dataset('clean', `1.${number}.0`),
      derivedFrom: ['one/raw@1.0.0'],
    });
    const datasets = [{ role: 'TRAINING', ref }];
    const { run } = await write<{ run: { id: string } }>('startRun', 'StartRunInput', 'run { id }', {
      experiment: 'one/baseline',
      name: `run-${number}`,
      code: CODE,
      inputs: datasets,
      environment: 'one/train@1.0.0',
      parameters: { number },
    });
    await graph.ask(
      'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(run: $run, metrics: $metrics) { accepted } }',
      {
        run: run.id,
        metrics: [1, 2].map((step) => ({ key: 'auc', value: number / (300 - step * 100), step })),
      },
    );
    await graph.ask('mutation ($run: ID!) { finishRun(run: $run, status: FINISHED) { run { id } } }', { run: run.id });
    await write('registerModelVersion', 'RegisterModelVersionInput', 'created', {
      model: 'one/detector',
      code: CODE,
      config: { number },
      artifacts: [{ path: 'model.onnx', uri: `s3://one/${number}`, digest: digest(`weights-${number}`) }],
      datasets,
      environment: 'one/train@1.0.0',
      run: run.id,
    });
  }
  for (let attempt = 0; attempt < 200; attempt++) {
    const { data } = await graph.ask<Everything>(EVERYTHING, { first: 1 });
    if (data.model.versions.nodes[0]?.lineage?.complete === true) return;
    await pause(25);
  }
  throw new Error('the catalog did not follow');
}

const CODE = { repository: 'https://git.example.org/one.git', commit: 'a'.repeat(40) };

function dataset(name: string, version: string) {
  const file = { path: 'part-0.parquet', uri: `s3://one/${name}/${version}`, digest: digest(`${name}-${version}`) };
  return { dataset: `one/${name}`, version, files: [file], schema: [{ name: 'amount', type: 'double' }] };
}

function digest(words: string): string {
  return `sha256:${createHash('sha256').update(words).digest('hex')}`;
}

async function write<Payload>(field: string, type: string, selection: string, input: object): Promise<Payload> {
  const { data, errors } = await graph.ask<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
    { input },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[field] as Payload;
}
