import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createGateway } from '#gateway/create-gateway.js';
import { clientSchema } from '#gateway/execution/client-schema.js';
import { countNodes } from '#gateway/guard/count-nodes.js';
import { weighField } from '#gateway/guard/weigh-field.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import { testConfig } from '../support/test-config.js';
import { fetchAnswer, silent } from './serve-library.js';

const DIRECTIVES = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;
const SCHEMA = buildSchema(`${DIRECTIVES}
  type Query {
    book: Book
    books(first: Int! = 10): [Book!]!
    dear: Book @cost(weight: 100)
    computed: Int @cost(weight: 7)
    sorted(by: String @cost(weight: 3)): Book
    found(where: Where): Book
    covers: [Cover!]!
    pages: [Book!]! @listSize(assumedSize: 40)
    shelf(limit: Int!): Shelf! @listSize(slicingArguments: ["limit"], sizedFields: ["items"])
  }
  type Book { title: String! next: Book @cost(weight: 2) mood: Mood! }
  type Cover @cost(weight: 5) { url: String! }
  type Shelf { items: [Book!]! others: [Book!]! }
  input Where { regex: String @cost(weight: 11) title: String }
  enum Mood @cost(weight: 1) { SAD }
`);

const costOf = (query: string, schema = SCHEMA) =>
  countNodes({
    schema,
    operation: getOperationAST(parse(query))!,
    fragments: new Map(),
    variables: {},
    weigh: weighField,
  }).nodes;

test.each([
  ['{ book { title } }', 1],
  ['{ books(first: 4) { title } }', 4],
  ['{ dear { title } }', 100 + 1],
  ['{ computed }', 7],
  ['{ sorted { title } }', 3 + 1],
  ['{ found { title } }', 11 + 1],
  ['{ covers { url } }', 5 * 5],
  ['{ pages { title } }', 40],
  ['{ shelf(limit: 30) { items { title } others { title } } }', 1 + 30 + 5],
  ['{ books(first: 4) { next { next { title } } } }', 4 + 4 * (2 + 1) + 4 * (2 + 1)],
  ['{ books(first: 4) { mood } }', 4 + 4],
])('%s costs what @cost and @listSize say', (query, cost) => {
  expect(costOf(query)).toBe(cost);
});

test('weights that subgraphs declare reach the gateway through composition, and are no part of what clients see', () => {
  const typeDefs = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@listSize"])
    type Query { dear: Book @cost(weight: 100) pages: [Book!]! @listSize(assumedSize: 40) }
    type Book { title: String! }
  `);
  const { supergraphSdl } = composeServices([{ name: 'books', typeDefs }]);
  const schema = clientSchema(parse(supergraphSdl!));
  expect(costOf('{ dear { title } pages { title } }', schema)).toBe(100 + 1 + 40);
  expect(schema.getDirective('cost')).toBeUndefined();
});

test('what is dear is refused before it runs where there is too much of it, and the cost is told on request', async () => {
  const typeDefs = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost"])
    type Query { dear: Int @cost(weight: 100) }
  `);
  const { supergraphSdl } = composeServices([{ name: 'books', typeDefs }]);
  let asked = 0;
  const config = testConfig({ PEDIGRAPH_LIMIT_COST: '250' });
  const transport = async () => {
    asked += 1;
    return { data: { dear: 1, b: 1 } };
  };
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl!,
    transports: () => transport,
    config,
    logger: silent,
  });
  const { url, close } = await serveGateway({ gateway, config, logger: silent });
  const ask = async (query: string, extensions?: object) =>
    (
      await fetchAnswer(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, extensions }),
      })
    ).body;
  try {
    expect(await ask('{ dear }')).toEqual({ data: { dear: 1 } });
    expect(await ask('{ dear }', { cost: true })).toEqual({
      data: { dear: 1 },
      extensions: { cost: { estimated: 100, objects: 0, limit: 250 } },
    });
    expect(asked).toBe(2);
    const refused = await ask('{ dear b: dear c: dear }', { cost: true });
    expect(refused.errors).toEqual([
      {
        message: expect.stringMatching(/costs 300, 100 of it at dear; the limit "cost" is 250/),
        extensions: { code: 'QUERY_REFUSED', limit: 'cost', max: 250, actual: 300, field: 'dear' },
      },
    ]);
    expect(refused.extensions).toEqual({ cost: { estimated: 300, objects: 0, limit: 250 } });
    expect(asked).toBe(2);
  } finally {
    await close();
  }
});

test('of the product, search, lineage, impact, comparison and insight cost more than the objects that they give', () => {
  const schema = clientSchema(parse(readFileSync('schema/supergraph.graphql', 'utf8')));
  for (const [query, least] of [
    ['{ search(query: "a") { totalCount } }', 200],
    ['{ lineage(of: "a/b@1", direction: UPSTREAM) { complete } }', 50],
    ['{ lineagePath(from: "a", to: "b") { __typename } }', 200],
    ['{ impact(of: "a/b@1") { __typename } }', 200],
    ['{ compareModelVersions(refs: ["a", "b"]) { __typename } }', 100],
    ['{ registryInsight { __typename } }', 500],
    [
      '{ models(first: 100) { nodes { versions(first: 10) { nodes { lineage(direction: UPSTREAM, first: 1) { complete } } } } } }',
      50_000,
    ],
  ] as const) {
    expect(costOf(query, schema), query).toBeGreaterThanOrEqual(least);
  }
});
