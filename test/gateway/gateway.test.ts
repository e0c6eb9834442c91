import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { serveLibrary } from './serve-library.js';

test('a query over two subgraphs is one answer', async () => {
  await using server = await serveLibrary();
  const { status, body } = await server.ask('{ books { title author { name } } }');
  expect(status).toBe(200);
  expect(body).toEqual({
    data: {
      books: [
        { title: 'On Sealed Rows', author: { name: 'Ada' } },
        { title: 'Lineage', author: { name: 'Ada' } },
      ],
    },
  });
  expect(server.library.asked.map(({ subgraph }) => subgraph)).toEqual(['books', 'authors']);
});

test('a GET answers a query and refuses a mutation', async () => {
  await using server = await serveLibrary();
  const headers = { 'apollo-require-preflight': 'true' };
  const query = await server.fetch(`/graphql?query=${encodeURIComponent('{ authors { name } }')}`, { headers });
  expect(query.body).toEqual({ data: { authors: [{ name: 'Ada' }] } });
  const mutation = await server.fetch(`/graphql?query=${encodeURIComponent('mutation { writes }')}`, { headers });
  expect(mutation.status).toBe(405);
  expect(server.library.writes).toBe(0);
});

test('caller and request id reach every subgraph, and the id comes back', async () => {
  await using server = await serveLibrary();
  const { headers } = await server.ask('{ books { author { name } } }', {}, { 'x-request-id': 'build-7.42' });
  expect(headers.get('x-request-id')).toBe('build-7.42');
  expect(server.library.asked).toHaveLength(2);
  for (const { request } of server.library.asked) {
    expect(request).toMatchObject({ requestId: 'build-7.42', caller: { actor: 'anonymous', rights: ALL_RIGHTS } });
  }
});

test('a request id that is not safe to log is replaced', async () => {
  await using server = await serveLibrary();
  const { headers } = await server.ask('{ asker }', {}, { 'x-request-id': 'a b{"level":60}' });
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a client cannot name its caller', async () => {
  await using server = await serveLibrary();
  const header = Buffer.from('{"actor":"root","rights":"all"}').toString('base64url');
  const { body } = await server.ask('{ asker }', {}, { 'pedigraph-caller': header });
  expect(body.data.asker).toMatch(/^anonymous /);
});

test('an error of a subgraph keeps its code, sentence, details and path, and the rest of the data arrives', async () => {
  await using server = await serveLibrary();
  const { status, body } = await server.ask('{ fails(code: "CONFLICT") authors { name } }');
  expect(status).toBe(200);
  expect(body).toEqual({
    data: { fails: null, authors: [{ name: 'Ada' }] },
    errors: [{ message: 'It is taken; read again.', path: ['fails'], extensions: { code: 'CONFLICT', taken: 'b1' } }],
  });
});

test('a fault is told to the log and not to the client', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  await using server = await serveLibrary({ logger });
  const { body, headers } = await server.ask('{ breaks }');
  const id = headers.get('x-request-id');
  expect(body.errors).toEqual([
    { message: expect.stringContaining(`${id}`), path: ['breaks'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]);
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(lines.join()).toContain('hunter2');
  expect(lines.join()).toContain(id);
});

test('a subgraph that is down is an UNAVAILABLE at its place, and the other half of the data is there', async () => {
  const down = async () => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  await using server = await serveLibrary({ transports: { authors: down } });
  const { status, body } = await server.ask('{ book(id: "b1") { title } authors { name } }');
  expect(status).toBe(200);
  expect(body.errors).toMatchObject([{ path: ['authors'], extensions: { code: 'UNAVAILABLE' } }]);
  const nullable = await server.ask('{ book(id: "b1") { title } a: fails(code: "CONFLICT") }');
  expect(nullable.body.data).toEqual({ book: { title: 'On Sealed Rows' }, a: null });
});

test('an operation ends at its deadline with TIMEOUT', async () => {
  const env = {
    PEDIGRAPH_TIMEOUT_OPERATION_MS: '200',
    PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '150',
    PEDIGRAPH_TIMEOUT_STATEMENT_MS: '100',
    PEDIGRAPH_TIMEOUT_LOCK_MS: '50',
  };
  await using server = await serveLibrary({ env });
  const { status, body } = await server.ask('{ slow(ms: 5000) }');
  expect(status).toBe(504);
  expect(body.errors).toMatchObject([{ extensions: { code: 'TIMEOUT', timeout: 200 } }]);
});

test('a client that leaves aborts its query', async () => {
  await using server = await serveLibrary();
  const leaving = new AbortController();
  const answer = fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ slow(ms: 500) }' }),
    signal: leaving.signal,
  });
  while (server.library.asked.length === 0) await pause(5);
  leaving.abort();
  await expect(answer).rejects.toThrow();
  const signal = server.library.asked[0]?.request.signal;
  while (signal?.aborted !== true) await pause(5);
});

test('introspection answers whatever stands beside it, and through fragments', async () => {
  await using server = await serveLibrary();
  const meta = { queryType: { name: 'Query' } };
  const schema = '__schema { queryType { name } }';
  const beside = await server.ask(`{ ${schema} authors { name } }`);
  expect(beside.body).toEqual({ data: { __schema: meta, authors: [{ name: 'Ada' }] } });
  const fragment = await server.ask(`{ authors { name } ...F } fragment F on Query { ${schema} __typename }`);
  expect(fragment.body).toEqual({ data: { authors: [{ name: 'Ada' }], __typename: 'Query', __schema: meta } });
  const inline = await server.ask(`query($s: Boolean!) { ... @skip(if: $s) { ${schema} } }`, { s: true });
  expect(inline.body).toEqual({ data: {} });
});

test('an operation of which @skip leaves nothing answers with no fields', async () => {
  await using server = await serveLibrary();
  for (const query of [
    '{ books @skip(if: true) { id } }',
    'query($s: Boolean = true) { books @skip(if: $s) { id } }',
  ]) {
    expect((await server.ask(query)).body).toEqual({ data: {} });
  }
  const nested = await server.ask('{ books { id title @include(if: false) } }');
  expect(nested.body).toEqual({ data: { books: [{ id: 'b1' }, { id: 'b2' }] } });
});

test('variables that do not fit are BAD_USER_INPUT and name the variable', async () => {
  await using server = await serveLibrary();
  const one = await server.ask('query($id: ID!) { book(id: $id) { id } }', {});
  expect(one.body.errors).toMatchObject([
    { message: expect.stringContaining('"$id"'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  const two = await server.ask('query($a: ID!, $b: ID!) { a: book(id: $a) { id } b: book(id: $b) { id } }', {});
  expect(two.body.errors).toMatchObject([
    { message: expect.stringContaining('"$a"'), extensions: { code: 'BAD_USER_INPUT' } },
    { message: expect.stringContaining('"$b"'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('an operation name that the document lacks is BAD_USER_INPUT and lists those it has', async () => {
  await using server = await serveLibrary();
  const { status, body } = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: 'query A { asker } query B { asker }', operationName: 'C' }),
  });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    { message: expect.stringContaining('A, B'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('what the guard refuses is neither validated nor planned, and the server goes on', async () => {
  await using server = await serveLibrary();
  const levels = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
  const bomb = `{ ...F0 } ${levels.join(' ')} fragment F30 on Query { asker }`;
  for (const query of [bomb, '{ book(id: "b1") { __proto__: author { id name } } }']) {
    const { status, body } = await server.ask(query);
    expect(status).toBe(200);
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_REFUSED' } }]);
    const strict = await server.ask(query, {}, { accept: 'application/graphql-response+json' });
    expect(strict.status).toBe(400);
  }
  const nul = await server.ask('query($id: ID!) { book(id: $id) { id } }', { id: 'a\u0000b' });
  expect(nul.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(server.library.asked).toEqual([]);
  expect((await server.ask('{ authors { name } }')).body).toEqual({ data: { authors: [{ name: 'Ada' }] } });
});

test('a reload serves the new supergraph without a restart, and a broken one changes nothing', async () => {
  await using server = await serveLibrary();
  expect((await server.ask('{ authors { born } }')).body.errors).toHaveLength(1);
  const before = server.gateway.schema;
  await expect(server.gateway.reload('type Query { a: Int }')).rejects.toThrow('supergraph');
  expect(server.gateway.schema).toBe(before);

  const renamed = server.library.supergraph().replaceAll('asker: String!', 'asker: String! whoAsks: String');
  await server.gateway.reload(renamed);
  expect((await server.ask('{ __type(name: "Query") { fields { name } } }')).body.data.__type.fields).toContainEqual({
    name: 'whoAsks',
  });
  expect((await server.ask('{ authors { name } }')).body).toEqual({ data: { authors: [{ name: 'Ada' }] } });
});

test('the IDE is a page that loads nothing from elsewhere', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKEN: 'a-token-of-some-length' } });
  const { status, headers, body } = await server.fetch('/');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch('text/html');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
  for (const [, file] of String(body).matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) {
    expect((await server.fetch(`/ide/${file}`)).status).toBe(200);
  }
});

test('a port that is taken is one sentence that says how to choose another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as AddressInfo;
  try {
    await expect(serveLibrary({ env: { PORT: String(port) } })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another with --port or PORT`,
    );
  } finally {
    other.close();
  }
});
