import fc from 'fast-check';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { expect, it } from 'vitest';
import { compileVariables } from '#platform/execution/coerce-variables.js';
import { DateTime } from '#platform/scalars/scalars.js';

const schema = buildSchema(`
  scalar DateTime
  enum Colour { RED GREEN }
  input Inner { name: String! at: DateTime inner: Inner rank: Int = 7 }
  input Outer { inners: [Inner!] colour: Colour words: [[String]!]! = [["a"]] more: Outer ratio: Float }
  input Only @oneOf { name: String rank: Int }
  type Query { any: Int }
`);
Object.assign(schema.getType('DateTime') as object, { parseValue: DateTime.parseValue });

const TYPES = ['Outer!', 'Outer', '[Inner]', '[Inner!]!', 'Only', '[Int!]', 'Colour!', 'DateTime', 'Float = 1.5'];
const { variableDefinitions: definitions = [] } = parse(
  `query(${TYPES.map((type, index) => `$v${index}: ${type}`).join(', ')}) { any }`,
).definitions[0] as OperationDefinitionNode;

/** Mostly what fits, and now and then anything. */
const rarely = <T>(fitting: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 60, arbitrary: fitting as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.jsonValue() });
const { inner } = fc.letrec((tie) => ({
  inner: rarely(
    fc.record(
      {
        name: rarely(fc.string()),
        at: rarely(fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-28T23:59:59.5+01:00', null)),
        inner: fc.option(tie('inner'), { maxDepth: 2 }),
        rank: rarely(fc.integer({ min: -9, max: 9 })),
      },
      { requiredKeys: ['name'] },
    ),
  ),
}));
const outer = rarely(
  fc.record(
    {
      inners: rarely(fc.oneof(fc.array(inner, { maxLength: 3 }), inner)),
      colour: rarely(fc.constantFrom('RED', 'GREEN', null)),
      words: rarely(fc.array(fc.array(fc.option(fc.string())))),
      more: rarely(fc.constantFrom(null, {}, { colour: 'RED' })),
    },
    { requiredKeys: [] },
  ),
);
const fitting = [
  outer,
  fc.option(outer),
  fc.option(fc.array(fc.option(inner))),
  fc.array(inner),
  rarely(fc.constantFrom({ name: 'a' }, { rank: 1 }, null)),
  rarely(fc.array(fc.integer({ min: 0, max: 3 }))),
  rarely(fc.constantFrom('RED', 'GREEN')),
  rarely(fc.constantFrom('2026-01-01T00:00:00.123Z', null)),
  rarely(fc.double({ noNaN: true, noDefaultInfinity: true })),
];
const inputs = fc.record(Object.fromEntries(fitting.map((value, index) => [`v${index}`, value])), {
  requiredKeys: ['v0', 'v3', 'v6'],
});

it('variables are coerced, or refused, as graphql-js does it', () => {
  const coerce = compileVariables(schema, definitions);
  const seen = { fitting: 0, refused: 0 };
  fc.assert(
    fc.property(inputs, (given) => {
      const expected = getVariableValues(schema, definitions, given as Record<string, unknown>, { maxErrors: 50 });
      const actual = coerce(given as Record<string, unknown>);
      expect(actual.errors?.map(({ message }) => message)).toEqual(expected.errors?.map(({ message }) => message));
      expect(actual.coerced).toEqual(expected.coerced);
      expect(JSON.stringify(actual.coerced)).toBe(JSON.stringify(expected.coerced)); // the order of keys, too
      seen[expected.errors === undefined ? 'fitting' : 'refused'] += 1;
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(seen.fitting, seen.refused)).toBeGreaterThan(100);
});

it('what an input holds beside its fields is refused, whatever it is called', () => {
  const coerce = compileVariables(schema, definitions);
  for (const key of ['constructor', 'toString', '__proto__', 'surplus']) {
    const given = JSON.parse(`{ "v0": { "${key}": 1 }, "v3": [], "v6": "RED" }`);
    expect(coerce(given).errors?.[0]?.message).toContain(`Field "${key}" is not defined by type "Outer".`);
  }
});

it('a moment is read as graphql-scalars reads it, the plain and the odd, and what it refuses is refused', () => {
  const of = (parse: () => Date) => {
    try {
      return parse().getTime();
    } catch {
      return 'refused';
    }
  };
  const digits = (low: number, high: number, width = 2) =>
    fc.integer({ min: low, max: high }).map((number) => String(number).padStart(width, '0'));
  const moment = fc
    .tuple(digits(0, 9_999, 4), digits(0, 13), digits(0, 32), digits(0, 24), digits(0, 60), digits(0, 61))
    .chain(([year, month, day, hour, minute, second]) =>
      fc
        .tuple(
          fc.constantFrom('T', 't', ' '),
          fc.constantFrom('', '.', '.5', '.1234567890123'),
          fc.constantFrom('Z', 'z', '', '+01:00', '-24:00'),
        )
        .map(([t, fraction, zone]) => `${year}-${month}-${day}${t}${hour}:${minute}:${second}${fraction}${zone}`),
    );
  fc.assert(
    fc.property(fc.oneof(moment, fc.string(), fc.date()), (value) => {
      expect(of(() => DateTime.parseValue(value))).toEqual(of(() => GraphQLDateTime.parseValue(value) as Date));
    }),
    { numRuns: 5_000 },
  );
});

it('refuses a list that is too long before anything is made of its items', () => {
  let parsed = 0;
  const schema = buildSchema('scalar Word input In { words: [Word!] } type Query { a(in: In): Int }');
  const parseValue = (value: unknown) => {
    parsed += 1;
    return value;
  };
  Object.assign(schema.getType('Word') as object, { parseValue });
  const [operation] = parse('query ($in: In) { a(in: $in) }').definitions as [OperationDefinitionNode];
  const coerce = compileVariables(schema, operation.variableDefinitions ?? []);
  expect(coerce({ in: { words: Array(10_000).fill('a') } }).errors).toBeUndefined();
  expect(parsed).toBe(10_000);
  expect(coerce({ in: { words: Array(100_000).fill('a') } }).errors).toMatchObject([
    {
      message: expect.stringContaining('Expected words to have at most 10000 items, but got 100000'),
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(parsed).toBe(10_000);
});
