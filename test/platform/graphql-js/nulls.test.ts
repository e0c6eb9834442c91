import { describe } from 'vitest';
import { itsCases, rejects, schemaOf, throws } from './execution-cases.js';

/** In which ways a field comes to nothing. */
const FAILURES = {
  'is null': () => null,
  'is undefined': () => undefined,
  throws: throws('bad'),
  'is an error': () => new Error('bad'),
  'is null later': async () => null,
  rejects: rejects('bad'),
} as const;

describe('a field that must not be null and is makes null the nearest that may be', () => {
  const sdl =
    'type Query { tree: Tree!, maybe: Tree, bad: String!, other: Int } type Tree { bad: String!, may: String, ok: Int, sub: Tree, must: Tree!, many: [Tree!], some: [Tree] }';
  const queries = {
    'at the root': '{ other bad }',
    'in an object': '{ maybe { ok bad } other }',
    'in an object that may not be null': '{ tree { ok sub { bad } } other }',
    'through a chain of objects that may not be null': '{ maybe { must { must { ok bad } } ok } other }',
    'up to the root': '{ other tree { must { must { bad } } } }',
    'in a list whose items may not be null': '{ maybe { ok many { bad } } }',
    'in a list whose items may be null': '{ maybe { ok some { bad ok } } }',
    'where it may be null': '{ maybe { may ok } other }',
  };
  const tree: object = {
    ok: 1,
    sub: () => tree,
    must: () => tree,
    many: () => [tree, tree],
    some: () => [tree, null, tree],
  };
  itsCases(
    Object.entries(queries).flatMap(([where, query]) =>
      Object.entries(FAILURES).map(([way, bad]) => ({
        name: `${where}, where it ${way}`,
        schema: () => schemaOf(sdl),
        query,
        rootValue: {
          tree: () => ({
            ...tree,
            bad,
            may: bad,
            sub: () => ({ bad }),
            must: () => ({ ...tree, bad, must: () => ({ ok: 1, bad }) }),
            many: () => [{ bad }],
            some: () => [
              { ok: 1, bad: 'good' },
              { ok: 2, bad },
            ],
          }),
          maybe: () => ({
            ok: 1,
            bad,
            may: bad,
            must: { must: { ok: 1, bad } },
            many: [{ bad }],
            some: [
              { ok: 1, bad: 'good' },
              { ok: 2, bad },
            ],
          }),
          bad,
          other: 7,
        },
      })),
    ),
  );
});
