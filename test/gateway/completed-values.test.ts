import { composeServices } from '@theguild/federation-composition';
import fc from 'fast-check';
import { type ExecutionResult, execute, GraphQLError, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import type { SubgraphRequest } from '#platform/transport/transport.js';
import { EXECUTORS, type Executor, openExecutor } from './open-executor.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])\n';

const THINGS = {
  things: `${LINK}
    scalar Anything
    type Query { thing: Thing things: [Thing!]! strict: Thing! any: [Any] }
    type Thing { i: Int! f: Float s: String b: Boolean! id: ID e: E! l: [Int!]! ll: [[String]!] o: Thing t: Any n: Anything }
    type Other { x: Int o: Thing! }
    union Any = Thing | Other
    enum E { A B }`,
};

const SHOP = {
  sales: `${LINK}
    type Query { items: [Item!]! first: Item must: Item! }
    type Item @key(fields: "id") { id: ID! }`,
  stock: `${LINK}
    type Item @key(fields: "id") { id: ID! count: Int! note: String size: Int }`,
};

/** A graph over subgraphs that answer as they are told. */
async function answering(
  executor: Executor,
  subgraphs: Readonly<Record<string, string>>,
  answer: (subgraph: string, request: SubgraphRequest) => unknown,
) {
  const { supergraphSdl = '', errors } = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === '') throw new Error(errors?.map(String).join('\n'));
  const names = subgraphsOf(supergraphSdl);
  const graph = await openExecutor(executor, {
    supergraphSdl,
    transportOf: (name) => async (request) => answer(names.get(name)?.name ?? name, request) as ExecutionResult,
  });
  const ask = (query: string) =>
    graph.execute({
      document: parse(query),
      variables: {},
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1' },
    });
  return { ask, schema: graph.schema };
}

const pathsOf = ({ errors = [] }: ExecutionResult) => errors.map(({ path }) => path?.join('.')).sort();

describe.each(EXECUTORS)('%s', (executor) => {
  test('whatever a subgraph answers is completed as graphql-js completes it, and every wrong value has an error', async () => {
    const values = [
      null,
      null,
      1,
      7.5,
      2 ** 31,
      -0,
      Number.POSITIVE_INFINITY,
      true,
      'text',
      '3',
      'A',
      'Z',
      {},
      { a: 1 },
      [],
    ];
    const leaf = fc.constantFrom<unknown>(...values);
    const list = fc.oneof(leaf, fc.array(fc.oneof(fc.integer({ max: 9 }), leaf), { maxLength: 3 }));
    const { thing, any } = fc.letrec<{ thing: unknown; any: unknown }>((tie) => ({
      thing: fc.option(
        fc.record({
          i: fc.oneof({ weight: 6, arbitrary: fc.integer() }, leaf),
          f: leaf,
          s: leaf,
          b: fc.oneof({ weight: 6, arbitrary: fc.boolean() }, leaf),
          id: leaf,
          e: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('A', 'B') }, leaf),
          l: fc.oneof({ weight: 3, arbitrary: fc.array(fc.integer(), { maxLength: 3 }) }, list),
          ll: fc.oneof(leaf, fc.array(list, { maxLength: 3 })),
          o: tie('thing'),
          t: tie('any'),
          n: fc.oneof(leaf, list),
        }),
        { freq: 4 },
      ),
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.record({ __typename: fc.constantFrom('Thing', 'Other', 'Other', 'Unknown', 'E'), x: leaf, o: tie('thing') }),
      ),
    }));
    const root = fc.record({
      thing,
      things: fc.oneof(fc.constantFrom(null, 'x', {}), fc.array(thing, { maxLength: 3 })),
      strict: thing,
      any: fc.oneof(fc.constantFrom<unknown>(null, 5), fc.array(any, { maxLength: 3 })),
    });
    const fields = 'i f s b id e l ll n';
    const query = `{
    thing { ${fields} o { ${fields} o { i } } t { ...F } } things { ${fields} o { e l } } any { ...F }
    ${'strict { b o { i } }'}
  } fragment F on Any { __typename ... on Thing { ${fields} } ... on Other { x o { i b e } } }`;
    const partOf = (name: string) => query.replace(name === 'strict' ? '' : /strict .*/, '');

    let data: unknown;
    const { ask, schema } = await answering(executor, THINGS, () => ({ data }));
    await fc.assert(
      fc.asyncProperty(root, fc.constantFrom('strict', 'lenient'), async (rootValue, part) => {
        data = rootValue;
        const document = partOf(part);
        const expected = await execute({ schema, document: parse(document), rootValue });
        const answer = await ask(document);
        expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
        // Stitching tells of several faults below one null once, at that null.
        if (executor === 'planned') expect(pathsOf(answer)).toEqual(pathsOf(expected));
        else expect(answer.errors === undefined).toBe(expected.errors === undefined);
      }),
      { numRuns: executor === 'planned' ? 500 : 100 },
    );
  });

  test.each([
    ['fewer entities', { data: { _entities: [{ count: 1 }] } }],
    ['more entities', { data: { _entities: [{ count: 1 }, { count: 2 }, { count: 3 }] } }],
    ['no list', { data: { _entities: { count: 1 } } }],
    ['a null for the list', { data: { _entities: null } }],
    ['no data', { data: null }],
    ['something else than objects', { data: { _entities: [5, 'x'] } }],
    ['nothing', {}],
  ])(
    'a subgraph that answers %s than it was asked for is told where it is missed, and the rest arrives',
    async (_, stock) => {
      const ids = [
        { __typename: 'Item', id: 'a' },
        { __typename: 'Item', id: 'b' },
      ];
      const { ask } = await answering(executor, SHOP, (name) =>
        name === 'stock' ? stock : { data: { items: ids, first: ids[1] } },
      );
      const answer = await ask('{ first { id note } }');
      expect(answer.data).toEqual({ first: { id: 'b', note: null } });
      if (_ === 'fewer entities') return; // one was asked for, and one came
      expect(pathsOf(answer)).toEqual([expect.stringMatching(executor === 'planned' ? /^first$/ : /^first/)]);
      const whole = await ask('{ items { id count } }');
      expect(whole.data).toBeNull();
      expect(whole.errors?.length).toBeGreaterThan(0);
    },
  );

  test('an entity that says it is another is not taken for the one that was asked for', async () => {
    const items = ['a', 'b'].map((id) => ({ __typename: 'Item', id }));
    const { ask } = await answering(executor, SHOP, (name) =>
      name === 'stock'
        ? {
            data: {
              _entities: [
                { __typename: 'Item', id: 'a', note: 'of a' },
                { __typename: 'Item', id: 'a', note: 'of a' },
              ],
            },
          }
        : { data: { items } },
    );
    const { data, errors } = await ask('{ items { id note } }');
    expect(data).toEqual({
      items: [
        { id: 'a', note: 'of a' },
        { id: 'b', note: null },
      ],
    });
    // Stitching tells which field was missed, and not where in the list.
    const path = executor === 'planned' ? ['items', 1] : ['items', 'note'];
    expect(errors).toEqual([expect.objectContaining({ path, extensions: { code: 'INVALID_ANSWER' } })]);
  });

  test('a null of what is never null has its error, and only one where the subgraph told it', async () => {
    const silent = await answering(executor, SHOP, () => ({ data: null }));
    expect(pathsOf(await silent.ask('{ must { id } }'))).toEqual(['must']);
    const told = await answering(executor, SHOP, (name) =>
      name === 'stock'
        ? { data: { _entities: [null] }, errors: [new GraphQLError('no', { path: ['_entities', 0, 'count'] })] }
        : { data: { first: { __typename: 'Item', id: 'a' } } },
    );
    expect(await told.ask('{ first { id count } }')).toMatchObject({
      data: { first: null },
      errors: [{ message: 'no', path: ['first', 'count'] }],
    });
  });

  test('of very many errors and wrong values a hundred are told, and how many more there are', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({ __typename: 'Item', id: String(index) }));
    const { ask } = await answering(executor, SHOP, (name) =>
      name === 'sales' ? { data: { items } } : { data: { _entities: items.map((item) => ({ ...item, size: {} })) } },
    );
    const { data, errors = [] } = await ask('{ items { size } }');
    expect(data?.['items']).toHaveLength(1_000);
    expect(errors).toHaveLength(101);
    const more = executor === 'planned' ? /^And 900 more values that do not fit\.$/ : /^And \d+ more /;
    expect(errors.at(-1)?.message).toMatch(more);
  });
});

test('a subgraph is asked for no more than 1,000 entities at once, and each answer stands where it belongs', async () => {
  const ids = Array.from({ length: 2_500 }, (_, index) => ({ __typename: 'Item', id: `i${index}` }));
  const sizes: number[] = [];
  const { ask } = await answering('planned', SHOP, (name, { variables }) => {
    if (name !== 'stock') return { data: { items: ids } };
    const { representations } = variables as { representations: { id: string }[] };
    sizes.push(representations.length);
    const notes = representations.map(({ id }) => ({ note: id === 'i1999' ? null : `of ${id}` }));
    const errors = representations.flatMap(({ id }, index) =>
      id === 'i1999' ? [new GraphQLError('no note', { path: ['_entities', index, 'note'] })] : [],
    );
    return { data: { _entities: notes }, ...(errors.length > 0 && { errors }) };
  });
  const { data, errors } = await ask('{ items { id note } }');
  expect(sizes).toEqual([1_000, 1_000, 500]);
  expect(data).toEqual({ items: ids.map(({ id }) => ({ id, note: id === 'i1999' ? null : `of ${id}` })) });
  expect(errors?.map(({ path }) => path)).toEqual([['items', 1_999, 'note']]);
});
