import { describe } from 'vitest';
import { itsCases, rejects, schemaOf, throws } from './execution-cases.js';

describe('a list', () => {
  function* breaksOff() {
    yield 1;
    throw new Error('broken');
  }
  const lists: Readonly<Record<string, unknown>> = {
    'of values': [1, 2],
    'with null': [1, null, 2],
    'that is null': null,
    'that throws': throws('bad'),
    'that rejects': rejects('bad'),
    'that comes later': async () => [1, null],
    'of what comes later': [1, Promise.resolve(2), Promise.resolve(null)],
    'with an error': [1, new Error('bad'), 2],
    'of what is no number': [1, 'one', 2],
    'that is a Set': new Set([1, 2]),
    'that is made by a generator': () => breaksOff(),
    'that is a text': 'text',
    'that is an object': { 0: 1, length: 1 },
    'that is empty': [],
    'that is a number': 5,
    'of functions': [() => 1],
  };
  const types = ['[Int]', '[Int]!', '[Int!]', '[Int!]!'];
  itsCases(
    types.flatMap((type) =>
      Object.entries(lists).map(([what, list]) => ({
        name: `${type} ${what}`,
        schema: () => schemaOf(`type Query { list: ${type}, other: Int }`),
        query: '{ list other }',
        rootValue: { list, other: 1 },
      })),
    ),
  );
  itsCases([
    {
      name: 'within a list has its path',
      schema: () => schemaOf('type Query { grid: [[Int!]]! }'),
      query: '{ grid }',
      rootValue: { grid: [[1], [2, null], null, [3, 'x']] },
    },
    {
      name: 'of objects has the paths of their fields',
      schema: () => schemaOf('type Query { all: [Item] } type Item { n: Int, bad: Int }'),
      query: '{ all { n bad } }',
      rootValue: { all: [{ n: 1, bad: rejects('a') }, { n: 2, bad: throws('b') }, { n: Promise.resolve(3) }] },
    },
  ]);
});
