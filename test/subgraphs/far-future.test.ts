import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
let run: string;
beforeAll(async () => {
  graph = await createTestGraph();
  const { data } = await graph.ask<{ startRun: { run: { id: string } } }>(
    'mutation { startRun(input: { experiment: "acme/e", name: "open" }) { run { id } } }',
  );
  run = data.startRun.run.id;
});
afterAll(() => graph[Symbol.asyncDispose]());

const LATER = '"9999-01-01T00:00:00Z"';

test.each([
  ['the start of a run', () => `startRun(input: { experiment: "acme/e", name: "n", startedAt: ${LATER} })`],
  ['the end of a run', () => `finishRun(input: { run: "${run}", status: FINISHED, endedAt: ${LATER} })`],
  [
    'the end of a run that is told whole',
    () => `registerRun(input: { experiment: "acme/e", name: "n", endedAt: ${LATER} })`,
  ],
  ['a point', () => `logMetrics(input: { run: "${run}", metrics: [{ key: "k", value: 1, timestamp: ${LATER} }] })`],
  [
    'the run of a version',
    () =>
      `registerModelVersion(input: { model: "acme/m", parts: { run: { experiment: "acme/e", name: "n", startedAt: ${LATER} } } })`,
  ],
])('%s in the far future is refused with a sentence, and nothing is written', async (_name, mutation) => {
  const rows = async () => [
    await snapshotRows(graph.subgraphs.get('experiments')!),
    await snapshotRows(graph.subgraphs.get('models')!),
  ];
  const before = await rows();
  const { errors } = await graph.ask(`mutation { ${mutation()} { __typename } }`);
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/moment that has been/), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(await rows()).toEqual(before);
});
