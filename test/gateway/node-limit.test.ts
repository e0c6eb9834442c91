import { readFileSync } from 'node:fs';
import { buildSchema, type ExecutionResult, getOperationAST, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import type { ExecutableGraph } from '#gateway/execution/executable-graph.js';
import { withinNodeLimit } from '#gateway/execution/within-node-limit.js';
import { countNodes } from '#gateway/guard/count-nodes.js';
import { ANONYMOUS } from '#platform/auth/caller.js';

const SCHEMA = buildSchema(`
  type Query { shelf(first: Int! = 20): Shelf! books(first: Int, last: Int = 3): [Book!]! found(first: Int! = 10): [Found!]! one: Book these(ids: [ID!]!): [Book]! }
  type Shelf { nodes: [Book!]! edges: [Edge!]! totalCount: Int! owners: [Author!]! }
  type Edge { node: Book! cursor: String! }
  type Book { title: String! author: Author! copies: [Copy!]! shelf(first: Int! = 20): Shelf! }
  type Author { name: String! books(first: Int! = 20): Shelf! }
  type Copy { at: Author! }
  union Found = Book | Author
`);

function count(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  return countNodes({ schema: SCHEMA, operation: getOperationAST(document)!, fragments, variables });
}

test.each([
  ['{ shelf { totalCount } }', {}, 1],
  ['{ shelf { nodes { title } } }', {}, 1 + 20],
  ['{ shelf(first: 7) { nodes { title author { name } } } }', {}, 1 + 7 + 7],
  ['{ shelf(first: 7) { edges { node { title } } } }', {}, 1 + 7 + 7],
  ['{ shelf(first: 7) { owners { name } } }', {}, 1 + 5], // nothing says how many
  ['{ books(first: 4) { title } }', {}, 4],
  ['{ books(last: 4) { title } }', {}, 4],
  ['{ books { title } }', {}, 3],
  ['{ books(first: 2) { copies { at { name } } } }', {}, 3 + 3 * 5 + 3 * 5], // last says 3
  ['query ($n: Int) { books(last: $n) { title } }', { n: 9 }, 9],
  ['query ($n: Int = 8) { books(last: $n) { title } }', {}, 8],
  ['query ($n: Int) { books(last: $n) { title } }', {}, 3],
  ['{ books(last: -5) { title } }', {}, 0],
  ['{ these(ids: [1, 2, 3]) { author { name } } }', {}, 3 + 3], // one for each id
  ['query ($ids: [ID!]!) { these(ids: $ids) { shelf { nodes { title } } } }', { ids: ['a', 'b'] }, 2 + 2 + 2 * 20],
  ['query ($y: Boolean!) { books @skip(if: $y) { title } one @include(if: $y) { title } }', { y: true }, 1],
  ['{ one { title } one { author { name } } } ', {}, 2], // one in the answer
  ['{ a: one { title } b: one { title } }', {}, 2],
  [
    '{ found { ... on Book { author { name } } ... on Author { books(first: 2) { nodes { title } } } } }',
    {},
    10 + 10 + 20,
  ],
  [
    '{ found { ...F } } fragment F on Found { ... on Book { ...G } } fragment G on Book { author { name } }',
    {},
    10 + 10,
  ],
  ['{ found { __typename } }', {}, 10],
  [
    '{ shelf(first: 30) { nodes { shelf(first: 30) { nodes { shelf(first: 30) { nodes { title } } } } } } }',
    {},
    1 + 2 * (30 + 900) + 27_000,
  ],
])('%s asks for as many objects as its lists may hold', (query, variables, nodes) => {
  expect(count(query, variables).nodes).toBe(nodes);
});

test('a page within a page within a page is refused before it runs, with the count, the limit and the field', async () => {
  let runs = 0;
  const run = async (): Promise<ExecutionResult> => {
    runs += 1;
    return { data: {} };
  };
  const graph: ExecutableGraph = withinNodeLimit(
    { schema: SCHEMA, execute: run, subscribe: run },
    { nodes: 1_000, cost: 1_000_000 },
  );
  const document = parse('query ($n: Int!) { shelf(first: $n) { nodes { shelf(first: $n) { nodes { title } } } } }');
  const ask = (n: number) =>
    graph.execute({
      document,
      variables: { n },
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1' },
    });
  expect(await ask(20)).toEqual({ data: {} });
  const { data, errors } = await ask(40);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/1681 objects, 1600 of them at shelf\.nodes\.shelf\.nodes; .* 1000\./),
      extensions: expect.objectContaining({ code: 'QUERY_REFUSED', actual: 1_681, max: 1_000 }),
    }),
  ]);
  expect(await ask(20)).toEqual({ data: {} });
  expect(runs).toBe(2);
});

test('what grows without an end is counted without one, and in few steps', () => {
  const nested = 'shelf(first: 2147483647) { nodes { '.repeat(40);
  const { nodes, most } = count(`{ ${nested} title ${'} }'.repeat(40)} }`);
  expect(nodes).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  expect(most.path.length).toBeGreaterThan(0);
});

test('of the product, a small query that asks for 810,000 objects is refused, and a large page is not', () => {
  const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValid: true });
  const nodesOf = (query: string) =>
    countNodes({ schema, operation: getOperationAST(parse(query))!, fragments: new Map(), variables: {} }).nodes;
  const page = 'versions(first: 30) { nodes { model {';
  expect(nodesOf(`{ model(name: "a/b") { ${page.repeat(4)} id ${'} } }'.repeat(4)} } }`)).toBeGreaterThan(810_000);
  const large =
    '{ model(name: "a/b") { versions(first: 100) { nodes { lineage(direction: UPSTREAM) { nodes { ref } } } } } }';
  expect(nodesOf(large)).toBeLessThan(150_000);
});
