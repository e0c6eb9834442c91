import { describe } from 'vitest';
import { itsCases, rejects, schemaOf, throws } from './execution-cases.js';

describe('a scalar or an enum', () => {
  const sdl =
    'scalar Odd enum Colour { RED GREEN } type Query { odd: Odd, must: Odd!, odds: [Odd!], colour: Colour, colours: [Colour], i: Int, f: Float, s: String, b: Boolean, id: ID, o: Query }';
  const query = '{ o { odd must } odd odds colour colours i f s b id }';
  const serializers: Readonly<Record<string, (value: unknown) => unknown>> = {
    'that serializes': (value) => ({ odd: value }),
    'that throws': throws('no odd'),
    'that answers nothing': () => undefined,
    'that answers null': () => null,
    'that answers a promise': async (value) => `later ${value}`,
    'that answers a promise of null': async () => null,
    'that rejects': rejects('no odd'),
    'that answers a function': () => () => 1,
  };
  const plain = { odd: 1, must: 2, odds: [1, 2] };
  itsCases(
    Object.entries(serializers).map(([name, serialize]) => ({
      name,
      schema: () => schemaOf(sdl, { Odd: { serialize } }),
      query: '{ o { odd must } odd odds }',
      rootValue: { ...plain, o: plain },
    })),
  );
  const values: readonly unknown[] = [
    1,
    1.5,
    '1',
    'x',
    '',
    true,
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 31,
    10n,
    [],
    {},
    new Date(0),
    Symbol.for('s'),
    { valueOf: () => 3 },
    { toJSON: () => 'json' },
  ];
  itsCases(
    values.map((value, index) => ({
      name: `of the kind that GraphQL has, given ${typeof value} number ${index}`,
      schema: () => schemaOf(sdl),
      query: '{ i f s b id colour }',
      rootValue: { i: value, f: value, s: value, b: value, id: value, colour: value },
    })),
  );
  const inner = { Colour: { RED: 1, GREEN: { green: true } } };
  itsCases([
    {
      name: 'with values of its own',
      schema: () => schemaOf(sdl),
      query,
      rootValue: { colour: 'RED', colours: ['GREEN', 'BLUE', null] },
    },
    {
      name: 'whose values are other ones inside',
      schema: () => schemaOf(sdl, inner),
      query,
      rootValue: { colour: 'RED', colours: [1, 'GREEN'] },
    },
  ]);
});
