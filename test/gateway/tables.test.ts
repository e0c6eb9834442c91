import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { cellOf } from '#gateway/tables/write-csv.js';
import { type LibraryServer, serveLibrary } from './serve-library.js';

const BOOKS = '{ books { id title author { id name } } }';

const csv = (server: LibraryServer, parameters: Record<string, string>, headers = {}, form = 'csv') =>
  fetch(`${server.url}/query.${form}?${new URLSearchParams(parameters)}`, { headers });

test('a list of an answer is CSV: a header, CRLF, columns in the order of the document, nested fields by their path', async () => {
  await using server = await serveLibrary();
  const answer = await csv(server, { query: BOOKS, path: 'books' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  expect(await answer.text()).toBe(
    'id,title,author.id,author.name\r\nb1,On Sealed Rows,a1,Ada\r\nb2,Lineage,a1,Ada\r\n',
  );
});

test('the same as JSON, with aliases, fragments, variables, and the only list where no path is given', async () => {
  await using server = await serveLibrary();
  const query =
    'query All($more: Boolean!) { shelf: books { ...Named author @include(if: $more) { name } } } fragment Named on Book { name: title }';
  const answer = await csv(server, { query, variables: '{"more":false}' }, {}, 'json');
  // A column that the variables left out is there, and empty: a table has the same columns each time.
  expect(await answer.json()).toEqual([
    { name: 'On Sealed Rows', 'author.name': null },
    { name: 'Lineage', 'author.name': null },
  ]);
});

test('it is answered 304 for as long as it holds, by a tag of its own', async () => {
  await using server = await serveLibrary({ versions: () => async () => String(server.library.writes) });
  const first = await csv(server, { query: BOOKS });
  const etag = first.headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await csv(server, { query: BOOKS }, { 'if-none-match': etag })).status).toBe(304);
  expect((await csv(server, { query: BOOKS }, { 'if-none-match': etag }, 'json')).status).toBe(200);
  // All three were one execution: two steps of it, one a subgraph.
  expect(server.library.asked.length).toBe(2);
  const asGraphql = await fetch(`${server.url}/graphql?${new URLSearchParams({ query: BOOKS })}`, {
    headers: { 'if-none-match': etag },
  });
  expect(asGraphql.status).toBe(200);
});

test('what GraphQL refuses is refused here, with the same errors: rights, guard, mutations, validation', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKENS: 'ann=a-token-that-only-ann-has' } });
  const ann = { authorization: 'Bearer a-token-that-only-ann-has' };
  const codeOf = async (parameters: Record<string, string>, headers = ann) => {
    const answer = await csv(server, parameters, headers);
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    return [answer.status, errors[0]?.extensions.code];
  };
  expect(await codeOf({ query: BOOKS }, {} as never)).toEqual([401, 'UNAUTHENTICATED']);
  expect(await codeOf({ query: 'mutation { writes }' })).toEqual([405, expect.anything()]);
  expect(server.library.writes).toBe(0);
  expect(await codeOf({ query: '{ nothing }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(await codeOf({ query: `{ ${'a: books { id } '.repeat(500)} }` })).toEqual([400, 'QUERY_REFUSED']);
  expect(await codeOf({ query: '{ fails(code: "CONFLICT") books { id } }' })).toEqual([409, 'CONFLICT']);
  expect(await codeOf({ query: '{ breaks books { id } }' })).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  expect(await codeOf({ query: '{ asker }' })).toEqual([400, 'BAD_USER_INPUT']);
  expect(await codeOf({ query: BOOKS, path: 'books.author' })).toEqual([400, 'BAD_USER_INPUT']);
  expect(await codeOf({ query: BOOKS, path: '__proto__.x' })).toEqual([400, 'BAD_USER_INPUT']);
  expect(await codeOf({ query: '{ a: books { id } b: books { id } }' })).toEqual([400, 'BAD_USER_INPUT']);
  expect(await codeOf({ query: '{ book(id: "none") { id } }', path: 'book.x' })).toEqual([404, 'NOT_FOUND']);
  const twice = await fetch(`${server.url}/query.csv?query=a&path=a&path=b`, { headers: ann });
  expect(twice.status).toBe(400);
});

test('a trusted document is a table by its id, and no other document is', async () => {
  const folder = await mkdtemp(`${tmpdir()}/tables-`);
  await writeFile(`${folder}/books.graphql`, BOOKS);
  await using server = await serveLibrary({ env: { PEDIGRAPH_TRUSTED_DOCUMENTS: folder } });
  const { createHash } = await import('node:crypto');
  const documentId = `sha256:${createHash('sha256').update(BOOKS).digest('hex')}`;
  expect(await (await csv(server, { documentId })).text()).toContain('b1,On Sealed Rows,a1,Ada');
  expect((await csv(server, { query: '{ books { title } }' })).status).toBe(403);
  await rm(folder, { recursive: true });
});

test.each([
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['+1', '"\'+1"'],
  ['-2+3', '"\'-2+3"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  ['\r\n=1', '"\'\r\n=1"'],
  ['a,b "c"\n', '"a,b ""c""\n"'],
  ['ümläut', 'ümläut'],
  [-5.5, '-5.5'],
  [null, ''],
  [false, 'false'],
  [['a', 1], '"[""a"",1]"'],
  [{ a: '=1' }, '"{""a"":""=1""}"'],
])('the cell of %j is %j', (value, cell) => {
  expect(cellOf(value)).toBe(cell);
});
