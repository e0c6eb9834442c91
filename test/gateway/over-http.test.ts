import { expect, test } from 'vitest';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { serveDistributed } from './serve-over-http.js';

const TOKEN = 'a-token-of-some-length';
const AUTHORIZATION = { authorization: `Bearer ${TOKEN}` };

test('a query over two subgraphs behind HTTP is one answer', async () => {
  await using library = await serveDistributed();
  const { body } = await library.ask('{ book(id: "b2") { title author { name } } }');
  expect(body).toEqual({ data: { book: { title: 'Lineage', author: { name: 'Ada' } } } });
});

test('an answer is kept until a subgraph tells another version, and not at all while one tells none', async () => {
  await using library = await serveDistributed({ PEDIGRAPH_TOKEN: TOKEN });
  const ask = (query: string) => library.ask(query, AUTHORIZATION);
  for (let time = 0; time < 3; time++) expect((await ask('{ written }')).body.data).toEqual({ written: 0 });
  expect(library.library.asked).toHaveLength(1);
  await ask('mutation { writes }');
  expect((await ask('{ written }')).body.data).toEqual({ written: 1 });
  await library.stop('authors');
  const before = library.library.asked.length;
  for (let time = 0; time < 2; time++) expect((await ask('{ written }')).body.data).toEqual({ written: 1 });
  expect(library.library.asked).toHaveLength(before + 2);
});

test('caller and request id reach every subgraph', async () => {
  await using library = await serveDistributed({ PEDIGRAPH_TOKEN: TOKEN });
  await library.ask('{ books { author { name } } }', { ...AUTHORIZATION, 'x-request-id': 'r-1' });
  expect(library.library.asked).toHaveLength(2);
  for (const { request } of library.library.asked) {
    expect(request).toMatchObject({ requestId: 'r-1', caller: { actor: 'token', rights: ALL_RIGHTS } });
  }
});

test('an error keeps code, sentence, details and path on its way through two processes', async () => {
  await using library = await serveDistributed();
  const { body } = await library.ask('{ fails(code: "CONFLICT") asker }', { 'x-request-id': 'r-2' });
  expect(body).toEqual({
    data: { fails: null, asker: 'anonymous r-2' },
    errors: [{ message: 'It is taken; read again.', path: ['fails'], extensions: { code: 'CONFLICT', taken: 'b1' } }],
  });
});

test('a fault in a subgraph tells the client nothing but the request id', async () => {
  await using library = await serveDistributed();
  const { body } = await library.ask('{ breaks }', { 'x-request-id': 'r-3' });
  expect(body.errors).toEqual([
    {
      message: 'The server failed, not your request; its log has the reason under the request id r-3.',
      path: ['breaks'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
});

test('a subgraph that is down is UNAVAILABLE by name, and the data of the others is there', async () => {
  await using library = await serveDistributed();
  await library.ask('{ books { author { name } } }');
  await library.stop('authors');
  const { status, body } = await library.ask('{ book(id: "b1") { title } asker }');
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  const half = await library.ask('{ asker authors { name } }', { 'x-request-id': 'r-4' });
  expect(half.status).toBe(200);
  expect(half.body.errors).toMatchObject([
    { message: expect.stringContaining('authors'), path: ['authors'], extensions: { code: 'UNAVAILABLE' } },
  ]);
});
