import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, getOperationAST, Kind, parse, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { createGateway } from '#gateway/create-gateway.js';
import { clientSchema } from '#gateway/execution/client-schema.js';
import { countNodes } from '#gateway/guard/count-nodes.js';
import { weighField } from '#gateway/guard/weigh-field.js';
import { parseSupergraph } from '#gateway/parse-supergraph.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import { testConfig } from '../support/test-config.js';
import { askEveryWay, byEveryWay } from './every-way.js';
import { fetchAnswer, silent } from './serve-library.js';

const DIRECTIVES = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;
const SCHEMA = buildSchema(`${DIRECTIVES}
  type Query {
    book: Book
    books(first: Int! = 10): [Book!]!
    dear: Book @cost(weight: "100")
    computed: Int @cost(weight: "7.5")
    sorted(by: String @cost(weight: "3"), way: Way): Book
    sortedAlways(by: String = "title" @cost(weight: "3")): Book
    found(where: Where, any: [Where!]): Book
    cheaper(approximately: Boolean @cost(weight: "-4"), barely: Boolean @cost(weight: "-400")): Int @cost(weight: "10")
    covers: [Cover!]!
    pages: [Book!]! @listSize(assumedSize: 40)
    either(first: Int): [Book!]! @listSize(assumedSize: 40, slicingArguments: ["first"], requireOneSlicingArgument: false)
    shelf(limit: Int!): Shelf! @listSize(slicingArguments: ["limit"], sizedFields: ["items"])
    shelves(limit: Int!): [Shelf!]! @listSize(slicingArguments: ["limit"], sizedFields: ["items"])
    things(first: Int! = 10): [Thing!]!
    mixed(first: Int! = 10): [Mixed!]!
  }
  interface Thing { name: String! parts(deep: Boolean): [Book!]! }
  interface Priced { price: Int! }
  type Engine implements Thing & Priced @cost(weight: "20") {
    name: String! @cost(weight: "2")
    parts(deep: Boolean @cost(weight: "30")): [Book!]! @listSize(assumedSize: 100)
    price: Int! @cost(weight: "6")
  }
  type Screw implements Thing { name: String! parts(deep: Boolean): [Book!]! }
  union Mixed = Engine | Book
  type Book { title: String! next: Book @cost(weight: "2") mood: Mood! }
  type Cover @cost(weight: "5") { url: String! }
  type Shelf { items: [Book!]! others: [Book!]! }
  input Where { regex: String @cost(weight: "11") title: String way: Way and: [Where!] language: String = "en" @cost(weight: "0.5") }
  enum Mood @cost(weight: "1") { SAD }
  enum Way @cost(weight: "4") { UP }
`);

const countOf = (query: string, schema = SCHEMA, variables = {}) => {
  const document = parse(query);
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  return countNodes({ schema, operation: getOperationAST(document)!, fragments, variables, weigh: weighField });
};
const costOf = (...asked: Parameters<typeof countOf>) => countOf(...asked).nodes;

test.each([
  ['{ book { title } }', 1],
  ['{ books(first: 4) { title } }', 4],
  ['{ dear { title } }', 100 + 1],
  ['{ computed }', 7.5],
  ['{ covers { url } }', 5 * 5],
  ['{ pages { title } }', 40],
  ['{ shelf(limit: 30) { items { title } others { title } } }', 1 + 30 + 5],
  ['{ books(first: 4) { next { next { title } } } }', 4 + 4 * (2 + 1) + 4 * (2 + 1)],
  ['{ books(first: 4) { mood } }', 4 + 4],
  // What is not given has no weight; what has a default is given.
  ['{ sorted { title } }', 1],
  ['{ sorted(by: "title") { title } }', 3 + 1],
  ['{ sorted(way: UP) { title } }', 4 + 1],
  ['{ sortedAlways { title } }', 3 + 1],
  ['{ found { title } }', 1],
  ['{ found(where: {title: "a"}) { title } }', 0.5 + 1],
  ['{ found(where: {regex: "a", way: UP}) { title } }', 0.5 + 11 + 4 + 1],
  ['{ found(where: {and: [{regex: "a"}, {regex: "b"}, {}]}) { title } }', 4 * 0.5 + 2 * 11 + 1],
  ['{ found(any: {regex: "a"}) { title } }', 0.5 + 11 + 1],
  // A weight may be negative, and what it makes cheaper is never less than nothing.
  ['{ cheaper(approximately: true) }', 6],
  ['{ cheaper(barely: true) }', 0],
  // A slicing argument is before the assumed size, and a size of fields below is none of the field itself.
  ['{ either { title } }', 40],
  ['{ either(first: 3) { title } }', 3],
  ['{ shelves(limit: 30) { items { title } } }', 5 + 5 * 30],
  // Of interfaces and unions the dearest that may be there.
  ['{ things(first: 2) { name } }', 2 * 20 + 2 * 2],
  ['{ things(first: 2) { parts { title } } }', 2 * 20 + 2 * 100],
  ['{ things(first: 2) { parts(deep: true) { title } } }', 2 * 20 + 2 * 30 + 2 * 100],
  ['{ things(first: 2) { ... on Screw { parts(deep: true) { title } } } }', 2 * 20 + 2 * 5],
  ['{ mixed(first: 2) { __typename } }', 2 * 20],
  // A field that only an interface in a fragment has.
  ['{ things(first: 2) { ... on Priced { price } } }', 2 * 20 + 2 * 6],
  ['{ mixed(first: 2) { ... on Thing { ...P } } } fragment P on Thing { parts { title } }', 2 * 20 + 2 * 100],
  ['{ mixed(first: 2) { ... on Priced { ... on Engine { parts { title } } } } }', 2 * 20 + 2 * 100],
  ['{ things(first: 2) { name ... on Thing { name } ... { name } } }', 2 * 20 + 2 * 2],
])('%s costs what @cost and @listSize say', (query, cost) => {
  expect(costOf(query)).toBe(cost);
});

test('input fields weigh the same in a variable as in the document', () => {
  const query = 'query ($where: Where, $by: String) { found(where: $where) { title } sorted(by: $by) { title } }';
  expect(costOf(query, SCHEMA, { where: { regex: 'a', and: [{ regex: 'b' }] } })).toBe(2 * 0.5 + 2 * 11 + 1 + 1);
  expect(costOf(query, SCHEMA, { by: 'title' })).toBe(1 + 3 + 1);
  expect(costOf(query, SCHEMA)).toBe(1 + 1);
});

const SLICED = buildSchema(`${DIRECTIVES}
  type Query {
    one(first: Int, last: Int): [Book!]! @listSize(slicingArguments: ["first", "last"])
    defaulted(first: Int = 10, last: Int): [Book!]! @listSize(slicingArguments: ["first", "last"])
    any(first: Int, last: Int): [Book!]! @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
    unnamed(first: Int, last: Int): [Book!]! @listSize(assumedSize: 8)
  }
  type Book { title: String! }
`);

test.each([
  ['{ one { title } }', {}, 0],
  ['{ one(first: 2, last: 3) { title } }', {}, 2],
  ['{ one(last: 3) { title } }', {}, undefined],
  ['query ($n: Int) { one(first: $n) { title } }', {}, 0],
  ['query ($n: Int) { one(first: $n) { title } }', { n: null }, 0],
  ['query ($n: Int = 4) { one(first: $n) { title } }', {}, undefined],
  ['query ($n: Int, $m: Int) { one(first: $n, last: $m) { title } }', { m: 3 }, undefined],
  ['query ($y: Boolean!) { one @include(if: $y) { title } }', { y: false }, undefined],
  ['{ defaulted { title } }', {}, undefined],
  ['{ defaulted(last: 3) { title } }', {}, undefined],
  ['{ defaulted(first: 1, last: 3) { title } }', {}, 2],
  ['{ any { title } }', {}, undefined],
  ['{ any(first: 2, last: 3) { title } }', {}, undefined],
  ['{ unnamed { title } }', {}, undefined],
])('%s with %j has exactly one slicing argument, or is found with the number it has', (query, variables, present) => {
  const { unsliced } = countOf(query, SLICED, variables);
  expect(unsliced?.present).toBe(present);
});

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;

test.each([
  ['under their own names', '"@cost", "@listSize"', '@cost', '@listSize'],
  ['renamed', '{name: "@cost", as: "@weight"}, {name: "@listSize", as: "@long"}', '@weight', '@long'],
])(
  'weights of subgraphs, %s, come through composition and are no part of what clients see',
  (_, imports, cost, size) => {
    const typeDefs = parse(`
    ${link(imports)}
    type Query { dear: Book ${cost}(weight: 100) pages: [Book!]! ${size}(assumedSize: 40) thing: Thing }
    interface Thing { price: Int }
    type Book implements Thing { title: String! price: Int ${cost}(weight: 9) }
  `);
    const { supergraphSdl } = composeServices([{ name: 'books', typeDefs }]);
    const schema = clientSchema(parseSupergraph(supergraphSdl!));
    expect(costOf('{ dear { title } pages { title } thing { price } }', schema)).toBe(100 + 1 + 40 + 1 + 9);
    expect(printSchema(schema)).not.toMatch(/cost|weight|listSize|long|directive/);
  },
);

test.each([
  [
    'import',
    '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", {name: "@listSize", as: "@size"}])',
    '@cost',
    '@size',
  ],
  ['as', '@link(url: "https://specs.apollo.dev/cost/v0.1", as: "price")', '@price', '@price__listSize'],
  ['no import', '@link(url: "https://specs.apollo.dev/cost/v0.1")', '@cost', '@cost__listSize'],
])('a supergraph may name them by %s of its @link', (_, linked, cost, size) => {
  const schema = clientSchema(
    parseSupergraph(`
      schema @link(url: "https://specs.apollo.dev/link/v1.0") ${linked} { query: Query }
      directive ${cost}(weight: Int!) on FIELD_DEFINITION
      directive ${size}(assumedSize: Int) on FIELD_DEFINITION
      type Query { dear: Int ${cost}(weight: 100) pages: [Query!]! ${size}(assumedSize: 40) }
    `),
  );
  expect(costOf('{ dear pages { __typename } }', schema)).toBe(100 + 40);
  expect(printSchema(schema)).not.toMatch(/directive/);
});

/** A gateway with a limit of 250 before a subgraph that says what it was asked, and how often. */
async function serveDear(executor: string) {
  const typeDefs = parse(`
    ${link('{name: "@cost", as: "@weight"}, "@listSize"')}
    type Query {
      dear: Int @weight(weight: 100)
      texts(first: Int, last: Int): [String!]! @listSize(slicingArguments: ["first", "last"])
      found(where: Where): Int
    }
    type Mutation { dearly: Int @weight(weight: 100) }
    type Subscription { ticks: Int @weight(weight: 60) }
    input Where { regex: String @weight(weight: 90) not: Where }
  `);
  const { supergraphSdl } = composeServices([{ name: 'books', typeDefs }]);
  const config = testConfig({ PEDIGRAPH_LIMIT_COST: '250', PEDIGRAPH_GATEWAY_EXECUTOR: executor });
  const counts = { asked: 0, followed: 0 };
  const transport: SubgraphTransport = async () => {
    counts.asked += 1;
    return { data: { dear: 1, b: 1, dearly: 1, found: 1, texts: ['a'] } };
  };
  const stream: SubgraphStream = async () => {
    counts.followed += 1;
    return (async function* () {
      yield { data: { ticks: 1 } };
      yield { data: { ticks: 2 } };
    })();
  };
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl!,
    transports: () => transport,
    streams: () => stream,
    config,
    logger: silent,
  });
  const { url, close } = await serveGateway({ gateway, config, logger: silent });
  const fetch = (path: string, init?: RequestInit) => fetchAnswer(url + path, init);
  return {
    counts,
    everyWay: (operation: object) => askEveryWay({ url, fetch } as never, operation as never),
    ask: async (operation: object) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(operation) })).body;
    },
    events: async (operation: object) => {
      const headers = { 'content-type': 'application/json' };
      const { body } = await fetch('/graphql/stream', { method: 'POST', headers, body: JSON.stringify(operation) });
      return [...String(body).matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json!));
    },
    [Symbol.asyncDispose]: close,
  };
}

const SHOWN = { cost: true };

test.each(['planned', 'stitched'])(
  '%s, what is too dear is refused before it runs on every way to it, and the cost is shown where it is asked for',
  async (executor) => {
    await using server = await serveDear(executor);
    const query = '{ dear }';
    expect(await server.everyWay({ query })).toEqual(byEveryWay({ data: { dear: 1 } }));
    expect(await server.everyWay({ query, extensions: SHOWN })).toEqual(
      byEveryWay({ data: { dear: 1 }, extensions: { cost: { estimated: 100, objects: 0, limit: 250 } } }),
    );
    expect(await server.ask({ query: 'mutation { dearly }', extensions: SHOWN })).toEqual({
      data: { dearly: 1 },
      extensions: { cost: { estimated: 100, objects: 0, limit: 250 } },
    });
    const { asked } = server.counts;
    const refused = await server.everyWay({ query: '{ dear b: dear c: dear }', extensions: SHOWN });
    const errors = [
      {
        message: expect.stringMatching(/costs 300, 100 of it at dear; the limit "cost" is 250/),
        extensions: { code: 'QUERY_REFUSED', limit: 'cost', max: 250, actual: 300, field: 'dear' },
      },
    ];
    // Over a socket, what has not begun is the protocol's `error`, which has room for errors alone.
    const socket = { errors };
    expect(refused).toEqual({
      ...byEveryWay({ errors, extensions: { cost: { estimated: 300, objects: 0, limit: 250 } } }),
      socket,
    });
    expect(await server.ask({ query: '{ texts }' })).toEqual({
      errors: [
        {
          message: expect.stringMatching(/texts takes exactly one of first, last, .* and has 0 of them/),
          extensions: { code: 'QUERY_REFUSED', field: 'texts', slicingArguments: ['first', 'last'] },
        },
      ],
    });
    const where = 'query ($where: Where) { found(where: $where) }';
    const nested = { regex: 'a', not: { regex: 'b', not: { regex: 'c' } } };
    expect((await server.ask({ query: where, variables: { where: nested } })).errors[0].extensions.actual).toBe(270);
    expect(server.counts.asked).toBe(asked);
    expect(await server.ask({ query: where, variables: { where: { regex: 'a' } } })).toEqual({ data: { found: 1 } });
  },
);

test('each answer of a subscription shows what an event costs, and one that is too dear is not followed', async () => {
  await using server = await serveDear('planned');
  const query = 'subscription { ticks }';
  const cost = { estimated: 60, objects: 0, limit: 250 };
  expect(await server.events({ query, extensions: SHOWN })).toEqual([
    { data: { ticks: 1 }, extensions: { cost } },
    { data: { ticks: 2 }, extensions: { cost } },
  ]);
  expect(await server.events({ query })).toEqual([{ data: { ticks: 1 } }, { data: { ticks: 2 } }]);
  expect(server.counts.followed).toBe(2);
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
  // As docs/limits.md shows it.
  expect(costOf('{ search(query: "churn", first: 5) { nodes { __typename } } }', schema)).toBe(206);
});
