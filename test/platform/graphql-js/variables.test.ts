import { describe } from 'vitest';
import { itsCases, schemaOf } from './execution-cases.js';

const SDL = `
  scalar Odd
  enum Colour { RED GREEN }
  input In { a: String, list: [String], must: String!, odd: Odd, sub: In, n: Int = 7 }
  type Query {
    one(v: In): String, s(v: String): String, must(v: String!): String, withDefault(v: String! = "default"): String,
    l(v: [String]): String, lm(v: [String]!): String, ml(v: [String!]): String, mlm(v: [String!]!): String,
    colour(v: Colour): String, i(v: Int): String, f(v: Float): String, b(v: Boolean): String, id(v: ID): String, odd(v: Odd): String
  }`;

/** The type of the variable for each field. */
const TYPES: Readonly<Record<string, string>> = {
  one: 'In',
  s: 'String',
  must: 'String!',
  withDefault: 'String!',
  l: '[String]',
  lm: '[String]!',
  ml: '[String!]',
  mlm: '[String!]!',
  colour: 'Colour',
  i: 'Int',
  f: 'Float',
  b: 'Boolean',
  id: 'ID',
  odd: 'Odd',
};

const ODD = {
  parseValue(value: unknown) {
    if (value === 'bad') throw new Error('no odd value');
    return `odd ${value}`;
  },
};

/** Each field answers the arguments it was given. */
const ECHO = { resolve: (_: unknown, args: object) => JSON.stringify(args) };

const schema = () =>
  schemaOf(SDL, { Odd: ODD, ...Object.fromEntries(Object.keys(TYPES).map((field) => [`Query.${field}`, ECHO])) });

const GIVEN: readonly unknown[] = [
  ...[undefined, null, 'text', 1, 1.5, 2 ** 40, true, [], ['a', null], [['a']], 'RED', 'BLUE', 'bad', {}],
  { must: 'm' },
  { must: 'm', a: null, list: 'single', sub: { must: null } },
  { must: 'm', unknown: 1, sub: { sub: { must: 1 } }, list: ['a', 2, null] },
  { must: 'm', odd: 'bad' },
];

describe('a variable', () => {
  itsCases(
    Object.entries(TYPES).flatMap(([field, type]) =>
      GIVEN.map((value) => ({
        name: `of ${type} for ${field}, given ${JSON.stringify(value)}`,
        schema,
        query: `query ($v: ${type}) { ${field}(v: $v) }`,
        variables: value === undefined ? {} : { v: value },
      })),
    ),
  );
});

describe('an argument', () => {
  const queries = [
    'query ($v: String = "mine") { s(v: $v) withDefault(v: $v) must(v: $v) }',
    'query ($v: String = null) { s(v: $v) withDefault(v: $v) }',
    'query ($v: String) { s(v: $v) withDefault(v: $v) must(v: $v) }',
    'query ($v: String) { s must withDefault l(v: [$v, "b"]) one(v: { must: "m", a: $v, list: [$v] }) }',
    'query ($v: In = { must: "m", sub: { must: "n", list: "one" } }) { one(v: $v) }',
    '{ one(v: { must: "m", list: "single", sub: { must: "n" }, odd: "bad" }) colour(v: RED) }',
    '{ must(v: null) s(v: 1) l(v: "single") lm(v: null) i(v: 99999999999) }',
    'query ($v: Unknown) { s(v: $v) }',
    'query ($v: Query) { s(v: $v) }',
  ];
  itsCases(
    queries.flatMap((query) =>
      [{}, { v: null }, { v: 'given' }].map((variables) => ({
        name: `${query} with ${JSON.stringify(variables)}`,
        schema,
        query,
        variables,
      })),
    ),
  );
});
