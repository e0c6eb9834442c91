import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { modelVersion { ref } }
}`;

/** Registers a version with data of its own and returns the positions that the answer tells. */
async function register(number: number): Promise<Record<string, number>> {
  const { errors, extensions } = await graph.ask(REGISTER, {
    input: {
      model: 'acme/own-writes',
      config: { number },
      datasets: [{ ref: 'acme/own-data' }],
      parts: { datasets: [{ dataset: 'acme/own-data', rowCount: number }] },
    },
  });
  expect(errors).toBeUndefined();
  return extensions?.['ledger'] as Record<string, number>;
}

test('a write tells how far it has written each ledger, also those of the parts that came with it', async () => {
  const first = await register(1);
  expect(first).toEqual({ models: expect.any(Number), datasets: expect.any(Number) });
  const second = await register(2);
  expect(second['models']).toBeGreaterThan(first['models'] ?? 0);
  const same = await register(2);
  expect(same).toBeUndefined();
});

test('a read that names the positions sees the write, at once and each time', async () => {
  for (let number = 10; number < 30; number++) {
    const atLeast = await register(number);
    const { data, errors } = await graph.ask<{ search: { totalCount: number }; ledger: { nodes: object[] } }>(
      `query ($atLeast: JSONObject!, $subject: String!, $of: String!) {
        search(query: "name:acme/own-writes", kinds: [MODEL_VERSION], atLeast: $atLeast) { totalCount }
        ledger(subject: $subject, atLeast: $atLeast) { nodes { type } }
        lineage(of: $of, direction: UPSTREAM, atLeast: $atLeast) { complete nodes { ref } }
        lineagePath(from: $of, to: $subject, atLeast: $atLeast) { connected }
        impact(of: $of, atLeast: $atLeast) { modelVersions { ref } }
        registryInsight(model: "acme/own-writes", atLeast: $atLeast) { modelVersions }
      }`,
      {
        atLeast,
        subject: `acme/own-writes@1.${number - 8}.0`,
        of: `acme/own-data@1.${number - 8}.0`,
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ search: { totalCount: number - 7 }, registryInsight: { modelVersions: number - 7 } });
    expect(data.ledger.nodes).toContainEqual({ type: 'ModelVersionRegistered' });
  }
});

test('what is not there in time is TIMEOUT, and says how far the catalog is', async () => {
  const { errors } = await graph.ask('{ ledger(atLeast: { models: 1000000 }) { totalCount } }');
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/read models to (\d+) of 1000000; .* The models ledger itself ends at \1: /),
      extensions: { code: 'TIMEOUT', behind: { models: 1_000_000 } },
    },
  ]);
});

test('what are no positions is BAD_USER_INPUT and says what they look like', async () => {
  for (const wrong of ['{ model: 1 }', '{ models: "1" }', '{ models: -1 }', '{ catalog: 1 }']) {
    const { errors } = await graph.ask(`{ ledger(atLeast: ${wrong}) { totalCount } }`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('positions of ledgers'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  }
});
