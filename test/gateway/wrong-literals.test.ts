import { afterAll, beforeAll, test } from 'vitest';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { expectRefusedLiteral, WRONG_LITERALS } from '../support/wrong-literals.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

test.each(WRONG_LITERALS)(
  'in one process what a scalar does not take is told with what it takes: $query',
  async (wrong) => {
    for (let time = 0; time < 2; time++) expectRefusedLiteral(wrong, await graph.ask(wrong.query));
  },
);
