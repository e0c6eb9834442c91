import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createResponseCache, type Execution } from '#gateway/response-cache/response-cache.js';
import { orUnknown } from '#gateway/response-cache/unknown-revision.js';
import { type LibraryServer, type ServeLibraryOptions, serveLibrary } from './serve-library.js';

const BOOKS = '{ books { title author { name } } }';
const ALL_BOOKS = {
  data: {
    books: [
      { title: 'On Sealed Rows', author: { name: 'Ada' } },
      { title: 'Lineage', author: { name: 'Ada' } },
    ],
  },
};
const ASKED_FOR_BOOKS = 2; // the books, then their authors

/** A library whose subgraphs tell their version: it moves with every write. */
async function serveVersioned(options: Omit<ServeLibraryOptions, 'versions'> = {}): Promise<LibraryServer> {
  let server: LibraryServer | undefined;
  server = await serveLibrary({ ...options, versions: () => async () => String(server?.library.writes) });
  return server;
}

function get(server: LibraryServer, parameters: Record<string, string>, headers: Record<string, string> = {}) {
  return server.fetch(`/graphql?${new URLSearchParams(parameters)}`, {
    headers: { 'apollo-require-preflight': 'yes', ...headers },
  });
}

test('a query is executed once for as long as nothing is written', async () => {
  await using server = await serveVersioned();
  for (let time = 0; time < 3; time++) expect((await server.ask(BOOKS)).body).toEqual(ALL_BOOKS);
  expect(server.library.asked).toHaveLength(ASKED_FOR_BOOKS);
  // Whoever watches the server sees every operation, also those that cost nothing.
  expect((await server.fetch('/metrics')).body).toContain(
    'pedigraph_graphql_operations_total{graphql_operation_type="query",outcome="ok"} 3',
  );
});

test('the read after a write sees it', async () => {
  await using server = await serveVersioned();
  for (let written = 0; written < 3; written++) {
    for (let time = 0; time < 2; time++) {
      expect((await server.ask('{ written }')).body).toEqual({ data: { written } });
    }
    expect((await server.ask('mutation { writes }')).body).toEqual({ data: { writes: written + 1 } });
  }
});

test('an answer into which a write fell is not given again', async () => {
  await using server = await serveVersioned();
  const query = 'query ($ms: Int!) { slow(ms: $ms) written }';
  const early = server.ask(query, { ms: 100 });
  await vi.waitUntil(() => server.library.asked.length > 0);
  await server.ask('mutation { writes }');
  await early;
  expect((await server.ask(query, { ms: 100 })).body).toEqual({ data: { slow: 'done', written: 1 } });
});

test('a mutation is executed each time, and so is what depends on the moment, or on a subgraph without a version', async () => {
  await using server = await serveVersioned();
  for (const writes of [1, 2]) expect((await server.ask('mutation { writes }')).body).toEqual({ data: { writes } });
  const first = await server.ask('{ now }');
  expect((await server.ask('{ now }')).body).not.toEqual(first.body);

  await using half = await serveLibrary({ versions: (name) => (name === 'books' ? async () => '1' : undefined) });
  for (let time = 0; time < 2; time++) await half.ask(BOOKS);
  expect(half.library.asked).toHaveLength(2 * ASKED_FOR_BOOKS);
  for (let time = 0; time < 2; time++) await half.ask('{ written }');
  expect(half.library.asked).toHaveLength(2 * ASKED_FOR_BOOKS + 1);
});

test('an answer with an error is not cached, nor one that came while a version could not be read', async () => {
  await using server = await serveVersioned();
  for (let time = 0; time < 2; time++) {
    expect((await server.ask('{ fails(code: "CONFLICT") }')).body.errors).toHaveLength(1);
  }
  expect(server.library.asked).toHaveLength(2);

  const versions = () => () => Promise.reject(new Error('no answer'));
  await using silent = await serveLibrary({ versions });
  for (let time = 0; time < 2; time++) await silent.ask('{ written }');
  expect(silent.library.asked).toHaveLength(2);
});

test('whoever asks for the same at once gets the answer of one execution', async () => {
  await using server = await serveVersioned();
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.ask('{ slow(ms: 100) }')));
  for (const { body } of answers) expect(body).toEqual({ data: { slow: 'done' } });
  expect(server.library.asked).toHaveLength(1);
});

test('one who leaves takes the answer from nobody; when all have left, the execution ends', async () => {
  const readRevision = async () => ({ text: '1', covers: () => true, of: () => null });
  const answers = createResponseCache({ maxBytes: 1_000_000, readRevision });
  const answer = { status: 200, headers: {}, body: '{}' };
  const executions: { readonly signal: AbortSignal; readonly end: () => void }[] = [];
  const execute = (signal: AbortSignal) =>
    new Promise<Execution>((resolve) => {
      executions.push({ signal, end: () => resolve({ answer, isComplete: true, subgraphsUsed: new Set() }) });
    });
  const ask = async (key: string) => {
    const client = new AbortController();
    const answered = answers.answer(key, client, execute);
    await pause(0); // until it waits
    return { answered, leave: () => client.abort() };
  };

  const [first, second] = [await ask('a'), await ask('a')];
  first.leave();
  expect(executions.map(({ signal }) => signal.aborted)).toEqual([false]);
  executions[0]?.end();
  expect(await second.answered).toMatchObject({ status: 200, etag: expect.any(String) });

  const [third, fourth] = [await ask('b'), await ask('b')];
  third.leave();
  fourth.leave();
  expect(executions.map(({ signal }) => signal.aborted)).toEqual([false, true]);
});

test('variables, operation and accepted type each have their own answer', async () => {
  await using server = await serveVersioned();
  const query = 'query A($id: ID!) { book(id: $id) { title } } query B($id: ID!) { book(id: $id) { id } }';
  const ask = (operationName: string, id: string, accept = 'application/json') =>
    server.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query, operationName, variables: { id } }),
    });
  for (let time = 0; time < 2; time++) {
    expect((await ask('A', 'b1')).body.data).toEqual({ book: { title: 'On Sealed Rows' } });
    expect((await ask('A', 'b2')).body.data).toEqual({ book: { title: 'Lineage' } });
    expect((await ask('B', 'b1')).body.data).toEqual({ book: { id: 'b1' } });
    const other = await ask('A', 'b1', 'application/graphql-response+json');
    expect(other.headers.get('content-type')).toMatch('application/graphql-response+json');
  }
  expect(server.library.asked).toHaveLength(4);
});

test('a cached answer is for those alone who may ask', async () => {
  const token = 'a-token-of-some-length';
  await using server = await serveVersioned({ env: { PEDIGRAPH_TOKEN: token } });
  const holder = { authorization: `Bearer ${token}` };
  expect((await server.ask('{ written }', {}, holder)).status).toBe(200);
  expect((await server.ask('{ written }')).status).toBe(401);
  expect((await get(server, { query: '{ written }' })).status).toBe(401);
});

test('a GET that names the answer it has is told that it still holds, until a write', async () => {
  await using server = await serveVersioned();
  const first = await get(server, { query: '{ written }' });
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('vary')).toBe('accept, authorization, cookie');

  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await get(server, { query: '{ written }' }, { 'if-none-match': known });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  await server.ask('mutation { writes }');
  const changed = await get(server, { query: '{ written }' }, { 'if-none-match': etag });
  expect([changed.status, changed.body]).toEqual([200, { data: { written: 1 } }]);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('a plain GET gets the cached answer, and a page of another site none', async () => {
  await using server = await serveVersioned();
  await get(server, { query: '{ asker }' });
  const asked = server.library.asked.length;
  const url = `/graphql?${new URLSearchParams({ query: '{ asker }' })}`;
  const plain = await server.fetch(url);
  expect([plain.status, plain.body, server.library.asked.length]).toEqual([
    200,
    { data: { asker: expect.any(String) } },
    asked,
  ]);
  const foreign = await server.fetch(url, { headers: { origin: 'https://evil.example' } });
  expect([foreign.status, foreign.body.data]).toEqual([403, undefined]);
  const other = await server.fetch(url, { headers: { 'content-type': 'text/plain' } });
  expect([other.status, other.body.data]).toEqual([415, undefined]);
});

test('a document is sent once and named by its hash from then on', async () => {
  await using server = await serveVersioned();
  const sha256Hash = createHash('sha256').update(BOOKS).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });

  const unknown = await get(server, { extensions });
  expect(unknown.body).toMatchObject({
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
  expect((await get(server, { query: BOOKS, extensions })).body).toEqual(ALL_BOOKS);
  const named = await get(server, { extensions });
  expect([named.body, named.headers.get('etag')]).toEqual([ALL_BOOKS, expect.any(String)]);
  const posted = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  });
  expect(posted.body).toEqual(ALL_BOOKS);

  const other = await get(server, { query: '{ written }', extensions });
  expect(other.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('the guard looks at a document that is named by its hash', async () => {
  await using server = await serveVersioned({ env: { PEDIGRAPH_LIMIT_DEPTH: '2' } });
  const sha256Hash = createHash('sha256').update(BOOKS).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
  for (const query of [{ query: BOOKS }, {}]) {
    const refused = await get(server, { ...query, extensions } as Record<string, string>);
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'QUERY_REFUSED' } }]);
  }
});

test('another supergraph answers anew', async () => {
  await using server = await serveVersioned();
  await server.ask('{ written }');
  await server.gateway.reload(server.library.supergraph());
  await server.ask('{ written }');
  expect(server.library.asked).toHaveLength(2);
});

test('nothing is cached where the configuration says so', async () => {
  await using server = await serveVersioned({ env: { PEDIGRAPH_RESPONSE_CACHE_BYTES: '0' } });
  for (let time = 0; time < 2; time++) await server.ask('{ written }');
  expect(server.library.asked).toHaveLength(2);
});

test.each([
  ['says that it has none', async () => null],
  ['is not there', () => Promise.reject(new Error('ECONNREFUSED'))],
  ['never answers', () => new Promise<never>(() => {})],
])('beside a subgraph whose version %s, operations it has no part in are cached', async (_, untold) => {
  let asked = 0;
  const authors = () => {
    asked += 1;
    // A version that never comes is given up by the transport; who asks first waits for that.
    return asked === 1 ? Promise.race([untold(), pause(20, null)]) : untold();
  };
  await using server = await serveLibrary({ versions: (name) => (name === 'books' ? async () => '1' : authors) });
  const answers = [];
  for (let time = 0; time < 3; time++) answers.push(await get(server, { query: '{ written }' }));
  expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  expect(answers[0]?.headers.get('etag')).toMatch(/^"/);
  expect(server.library.asked).toHaveLength(1);
  for (let time = 0; time < 2; time++) expect((await get(server, { query: BOOKS })).headers.get('etag')).toBeNull();
  expect(server.library.asked).toHaveLength(1 + 2 * ASKED_FOR_BOOKS);
  expect(asked).toBe(1);
});

test('the revision of a subgraph that has answered none is read again beside the requests, and counts once it answers one', async () => {
  let moment = 0;
  const told: (string | null | Error)[] = [null, new Error('down'), '7', '8'];
  const read = orUnknown(
    async () => {
      const next = told.shift();
      if (next instanceof Error) throw next;
      return next ?? null;
    },
    { pause: 10, now: () => moment },
  );
  const reads = [];
  for (moment = 0; moment < 30; moment += 5) reads.push(await read());
  expect(reads).toEqual([null, null, null, null, null, '8']);
});
