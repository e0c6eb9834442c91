import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';
import { MODEL } from './registry-model.js';
import { anyStep, type Step } from './registry-steps.js';

/** What dashboards ask again and again, of every subgraph. */
const READS: readonly string[] = [
  `{ model(name: "${MODEL}") {
      tags owners description aliases { name modelVersion { ref } } aliasHistory { totalCount }
      versions { totalCount nodes {
        ref status tags description annotations { totalCount } config approvals { actor }
        deployments { nodes { target active endReason } } evaluations { totalCount }
        reproducibility { verdict missing } lineage(direction: BOTH) { nodes { ref } }
      } }
  } }`,
  `{ modelVersion(ref: "${MODEL}@production") { ref status run { status metrics { key value } } } }`,
  '{ models { totalCount } datasets { totalCount } environments { totalCount } experiments { totalCount } }',
  '{ experiment(name: "acme/kept") { runs { nodes { status digest parameters metrics { key value } archivedAt } } } }',
  '{ dataset(name: "acme/kept") { versions { nodes { ref rowCount } } } }',
  '{ search(query: "") { totalCount nodes { __typename ... on ModelVersion { ref status } } } }',
  '{ ledger { totalCount nodes { type subject } } ledgerCheckpoint { rootHash } catalogStatus { position } }',
  '{ registryInsight { modelVersions reproducibleShare rollbacks { count } } }',
];

/** A write to one of the other subgraphs. */
interface Elsewhere {
  readonly what: keyof typeof WRITES;
  readonly number: number;
}

const WRITES = {
  data: 'registerDatasetVersion(input: { dataset: "acme/kept", rowCount: NUMBER }) { created }',
  environment: 'registerEnvironmentVersion(input: { environment: "acme/kept", seed: NUMBER }) { created }',
  metrics: 'logMetrics(input: { run: "RUN", metrics: [{ key: "loss", value: NUMBER, step: NUMBER }] }) { accepted }',
  parameters: 'logParameters(input: { run: "RUN", parameters: { pNUMBER: 1 } }) { accepted }',
  finish: 'finishRun(input: { run: "RUN", status: FINISHED }) { run { id } }',
  archive: 'archiveRun(input: { run: "RUN" }) { run { id } }',
} as const;

const elsewhere: fc.Arbitrary<Elsewhere> = fc.record({
  what: fc.constantFrom(...(Object.keys(WRITES) as (keyof typeof WRITES)[])),
  number: fc.nat(3),
});

let graph: TestGraph;
let otherGateway: Ask;
let cacheless: Ask;
beforeAll(async () => {
  graph = await createTestGraph();
  otherGateway = await graph.serveBeside();
  cacheless = await graph.serveBeside(NO_CACHES);
});
afterAll(() => graph[Symbol.asyncDispose]());

test('whatever is written, the next read at every gateway is what it would be without a cache', async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(anyStep, elsewhere), { minLength: 5, maxLength: 20 }), async (writes) => {
      const run = await startRun();
      for (const write of writes) {
        const answer = await ('what' in write ? writeElsewhere(write, run) : take(write));
        if (answer.errors === undefined) written += 1;
        for (const read of READS) await expectFresh(read);
      }
    }),
    { numRuns: 10, interruptAfterTimeLimit: 240_000 },
  );
  expect(written).toBeGreaterThan(10);
});

/** The catalog follows on its own: where it moved between two readings, they are read again. */
async function expectFresh(read: string): Promise<void> {
  for (;;) {
    const before = await cacheless(read);
    const answers = [await graph.ask(read), await graph.ask(read), await otherGateway(read)];
    if (!isDeepStrictEqual(await cacheless(read), before)) continue;
    expect(before.errors).toBeUndefined();
    for (const answer of answers) expect(answer).toEqual(before);
    return;
  }
}

async function startRun(): Promise<string> {
  const { data } = await graph.ask<{ startRun: { run: { id: string } } }>(
    'mutation { startRun(input: { experiment: "acme/kept", name: "one" }) { run { id } } }',
  );
  return data.startRun.run.id;
}

function writeElsewhere({ what, number }: Elsewhere, run: string) {
  return graph.ask(`mutation { ${WRITES[what].replaceAll('NUMBER', String(number)).replace('RUN', run)} }`);
}

function take({ field, inputType, input }: Step) {
  return graph.ask(`mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename } }`, { input });
}
