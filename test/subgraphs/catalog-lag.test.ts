import { expect, test } from 'vitest';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const at = (graph: TestGraph, path: string, headers: Record<string, string> = {}) =>
  fetch(graph.url.replace(/\/graphql$/, path), { headers });
const readiness = async (graph: TestGraph) => {
  const response = await at(graph, '/health/ready');
  const { status, lag } = (await response.json()) as {
    status: string;
    lag: Record<string, { events: number | null; seconds: number | null }>;
  };
  return { code: response.status, status, models: lag.models };
};
const metric = async (graph: TestGraph, name: string) => {
  const line = (await (await at(graph, '/metrics')).text()).split('\n').find((text) => text.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
};
const LAG = (unit: string) => `pedigraph_projection_lag_${unit}{ledger="models"}`;
const REGISTER = 'mutation ($model: String!) { registerModelVersion(input: { model: $model }) { created } }';

test('what the catalog has not projected is told by readiness and metrics, and is nothing again once it has', async () => {
  await using graph = await createTestGraph();
  const level = { code: 200, status: 'ready', models: { events: 0, seconds: 0 } };
  await expect.poll(() => readiness(graph)).toEqual(level);

  const { database } = graph.subgraphs.get('catalog')!;
  await database.source.transaction(async (manager) => {
    await new ProjectionRepository(manager).takeTurn(); // whoever projects waits for it
    for (const model of ['acme/a', 'acme/b', 'acme/c']) await graph.ask(REGISTER, { model });
    const { code, status, models } = await readiness(graph);
    expect({ code, status, events: models?.events }).toEqual({ code: 200, status: 'ready', events: 3 });
    expect(models?.seconds).toBeGreaterThan(0);
    expect(await metric(graph, LAG('events'))).toBe(3);
    expect(await metric(graph, LAG('seconds'))).toBeGreaterThanOrEqual(models?.seconds ?? Number.NaN);
  });

  await expect.poll(() => readiness(graph), { timeout: 120_000 }).toEqual(level);
  expect(await metric(graph, LAG('events'))).toBe(0);
  expect(await metric(graph, LAG('seconds'))).toBe(0);
});
