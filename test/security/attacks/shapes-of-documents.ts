import { type Attack, refused, times } from './attack.js';

const nest = (depth: number, open: string, close: string) => times(depth, open) + times(depth, close);

const doubling = (n: number) =>
  `{ ...F0 } ${times(n, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} } `)}fragment F${n} on Query { __typename }`;

const chain = (n: number) =>
  `{ ...F0 } ${times(n, (i) => `fragment F${i} on Query { ...F${i + 1} } `)}fragment F${n} on Query { __typename }`;

const GUARD = 'QUERY_REFUSED';
const INVALID = 'GRAPHQL_VALIDATION_FAILED';

/** Documents that would cost much, hide something, or name what objects have by themselves. */
export const SHAPES_OF_DOCUMENTS: readonly Attack[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'].flatMap(
    (name) => [
      refused(`an alias ${name} at the root`, GUARD, `{ ${name}: models { totalCount } }`),
      refused(
        `an alias ${name} on an object of several subgraphs`,
        GUARD,
        `{ models { nodes { ${name}: latest { run { id } } } } }`,
      ),
      refused(`a variable ${name}`, GUARD, `query ($${name}: Int) { models(first: $${name}) { totalCount } }`),
    ],
  ),
  refused('an operation __proto__', GUARD, 'query __proto__ { models { totalCount } }'),
  ...[18, 20, 24, 100].map((n) => refused(`fragments that double ${n} times`, GUARD, doubling(n))),
  refused(
    'fragments that spread themselves',
    INVALID,
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  ),
  refused('a chain of 300 fragments', GUARD, chain(300)),
  { name: 'a chain of 10,000 fragments', query: chain(10_000), status: [200], code: GUARD },
  ...[100, 1_000, 5_000].map((n) => refused(`a depth of ${n}`, GUARD, nest(n, '{ a ', '}'))),
  refused('101 aliases of __typename', GUARD, `{ ${times(101, (i) => `a${i}: __typename `)} }`),
  refused(
    '1,000 aliases of what is dear',
    GUARD,
    `{ ${times(1_000, (i) => `a${i}: search(query: "a") { totalCount } `)} }`,
  ),
  refused('500 times the same field', GUARD, `{ models { ${times(2_500, 'totalCount ')} } }`),
  refused('1,000 directives', GUARD, `{ models ${times(1_000, '@include(if: true) ')} { totalCount } }`),
  refused('unknown directives by the dozen', INVALID, `{ models ${times(40, (i) => `@a${i} `)} { totalCount } }`),
  refused('1,000 unknown fields', INVALID, `{ ${times(19, (i) => `unknown${i} `)} }`),
  refused(
    'a branching of lists',
    GUARD,
    '{ models(first: 100) { nodes { versions(first: 100) { nodes { lineage(direction: BOTH, first: 1000) { nodes { ref } } } } } } }',
  ),
  refused(
    'models and versions by turns',
    GUARD,
    `{ models(first: 100) { nodes ${times(4, '{ versions(first: 100) { nodes { model ')}{ name }${times(4, '} } }')} } }`,
  ),
  ...['2147483647', '-1', '0'].map((first) =>
    refused(`first: ${first}`, 'BAD_USER_INPUT', `{ models(first: ${first}) { totalCount } }`),
  ),
  refused('first: null', INVALID, '{ models(first: null) { totalCount } }'),
  refused('a list of 100,000', GUARD, `{ nodes(ids: [${times(7_000, '"a"')}]) { id } }`),
  {
    name: 'an input of 100,000 in the variables',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 100_000 }, () => 'a') },
    status: [200, 400],
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'an input 5,000 deep',
    headers: { 'content-type': 'application/json' },
    body: `{"query":"query ($x: JSONObject) { ledgerCheckpoint { size } }","variables":{"x":${times(5_000, '[')}${times(5_000, ']')}}}`,
    status: [200, 400],
  },
  refused(
    'two operations without a name',
    'BAD_USER_INPUT',
    'query A { models { totalCount } } query B { models { totalCount } }',
    {},
  ),
  refused('@defer', INVALID, '{ models { ... @defer { totalCount } } }'),
  refused('@stream', INVALID, '{ models { nodes @stream { name } } }'),
  {
    name: 'a document of a megabyte of comments',
    query: `${times(20_000, '# comment, and more of it, to no end at all\n')}{ __typename }`,
    status: [200],
    code: GUARD,
  },
  { name: 'a document of commas', query: `{ __typename ${times(20_000, ',')} }`, status: [200], code: GUARD },
  {
    name: 'a block string of many lines',
    query: `{ search(query: """${times(20_000, '\n')}""") { totalCount } }`,
    status: [200],
    code: GUARD,
  },
  refused('a number beyond 2^53', 'BAD_USER_INPUT', '{ models(first: 9007199254740993) { totalCount } }', {
    status: [200, 400],
  }),
  refused('an enum that is none', INVALID, '{ lineage(of: "a", direction: SIDEWAYS) { complete } }'),
  refused('an object where a text stands', INVALID, '{ model(name: { ne: null }) { id } }'),
  {
    name: 'an object where a text stands, in the variables',
    query: 'query ($name: String!) { model(name: $name) { id } }',
    variables: { name: { $ne: null } },
    status: [200, 400],
    code: 'BAD_USER_INPUT',
  },
  refused(
    'a subscription of two fields',
    INVALID,
    'subscription { ledgerEvents { position } searchChanges(query: "a") { __typename } }',
  ),
  refused('_service at the gateway', INVALID, '{ _service { sdl } }'),
  refused('_entities at the gateway', INVALID, '{ _entities(representations: []) { __typename } }'),
  refused('what gateways alone ask', INVALID, '{ callerFacts(principal: "root") { anyKey } }'),
  refused('the ledger of a subgraph', INVALID, '{ ledgerHead { position } }'),
];
