import { setImmediate } from 'node:timers/promises';
import { describe } from 'vitest';
import { itsCases, schemaOf } from './execution-cases.js';

describe('what is selected', () => {
  const sdl =
    'type Query { a: String, b: String, c: Query, late: String, list: [Query], args(i: Int, s: String = "x"): String }';
  const rootValue: Record<string, unknown> = {
    a: 'a',
    b: 'b',
    late: async () => setImmediate('late'),
    args: (args: object) => JSON.stringify(args),
  };
  rootValue['c'] = rootValue;
  rootValue['list'] = [rootValue, rootValue];
  const schema = () => schemaOf(sdl);
  const conditions = [
    '@include(if: true)',
    '@include(if: false)',
    '@skip(if: true)',
    '@skip(if: false)',
    '@include(if: true) @skip(if: true)',
    '@include(if: $yes)',
    '@skip(if: $yes)',
  ];
  const spots = (condition: string) => [
    `{ a b ${condition} }`,
    `{ a ...f ${condition} } fragment f on Query { b }`,
    `{ a ... on Query ${condition} { b } }`,
    `{ a ... ${condition} { b } }`,
  ];
  itsCases([
    ...conditions.flatMap((condition) =>
      spots(condition).map((document) => ({
        name: document,
        schema,
        query: condition.includes('$') ? `query ($yes: Boolean!) ${document}` : document,
        variables: { yes: true },
        rootValue,
      })),
    ),
    ...[
      '{ a ...f ...g } fragment f on Query { c { a ...h } } fragment g on Query { c { b ...h } } fragment h on Query { c { a } }',
      '{ late a b again: late z: a __typename c { late t: __typename a } }',
      '{ c { a } a c { b c { a } } ... { c { c { b } } } }',
      '{ list { a late list { b } } }',
      '{ a unknown c { unknown a } }',
      '{ c list }',
      '{ args one: args(i: 1) none: args(i: null, s: null) both: args(s: "y", i: 2) }',
      '{ ...f } fragment f on Query { a ...f }',
    ].map((query) => ({ name: query, schema, query, rootValue })),
  ]);
});
