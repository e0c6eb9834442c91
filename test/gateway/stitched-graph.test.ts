import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { answeringIntrospection } from '#gateway/execution/introspection.js';
import { stitchGraph } from '#gateway/execution/stitched-graph.js';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createLibrary } from './library-subgraphs.js';

/** The gateway's graph on a platform without the native planner. */
function stitchedLibrary() {
  const library = createLibrary();
  const supergraphSdl = library.supergraph({ books: 'http://books/graphql', authors: 'http://authors/graphql' });
  const names = subgraphsOf(supergraphSdl);
  const graph = answeringIntrospection(
    stitchGraph({ supergraphSdl, transportOf: (name) => library.transport(names.get(name)?.name ?? name) }),
  );
  const ask = (query: string, variables = {}) =>
    graph.execute({
      document: parse(query),
      variables,
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1' },
    });
  return { library, ask, graph };
}

test('without the native planner a query over two subgraphs is one answer', async () => {
  const { ask, library } = stitchedLibrary();
  expect(await ask('query($id: ID!) { book(id: $id) { title author { name } } asker }', { id: 'b1' })).toEqual({
    data: { book: { title: 'On Sealed Rows', author: { name: 'Ada' } }, asker: 'anonymous r-1' },
  });
  expect(new Set(library.asked.map(({ subgraph }) => subgraph))).toEqual(new Set(['books', 'authors']));
});

test('without the native planner errors keep their code, and the schema is the one clients see', async () => {
  const { ask, graph } = stitchedLibrary();
  const { data, errors } = await ask('{ fails(code: "CONFLICT") authors { name } __schema { queryType { name } } }');
  expect(data).toEqual({ fails: null, authors: [{ name: 'Ada' }], __schema: { queryType: { name: 'Query' } } });
  expect(errors?.[0]).toMatchObject({ path: ['fails'], extensions: { code: 'CONFLICT' } });
  expect(Object.keys(graph.schema.getTypeMap()).filter((name) => /^(join|link)__/.test(name))).toEqual([]);
});

test('without the native planner an alias with the name of a key is an alias', async () => {
  const { ask } = stitchedLibrary();
  expect(await ask('{ books { id: title author { id: __typename __typename: id name: id n: name } } }')).toEqual({
    data: {
      books: ['On Sealed Rows', 'Lineage'].map((id) => ({
        id,
        author: { id: 'Author', __typename: 'a1', name: 'a1', n: 'Ada' },
      })),
    },
  });
});

test('without the native planner conditions are decided by their variables, which are judged and go no further', async () => {
  const { ask, library } = stitchedLibrary();
  const query =
    'query ($x: Boolean!) { books @skip(if: $x) { id title @include(if: $x) author { name @include(if: $x) } } authors { name @skip(if: $x) } }';
  expect(await ask(query, { x: true })).toEqual({ data: { authors: [{}] } });
  const book = (id: string) => ({ id, author: {} });
  expect(await ask(query, { x: false })).toEqual({
    data: { books: [book('b1'), book('b2')], authors: [{ name: 'Ada' }] },
  });
  const asked = library.asked.length;
  for (const x of ['no', null, 1]) expect((await ask(query, { x })).errors?.[0]?.message).toContain('"$x"');
  expect(library.asked).toHaveLength(asked);
});
