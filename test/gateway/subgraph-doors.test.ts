import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { serveSupergraph } from '#process/serve-supergraph.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { SUBGRAPH_NAMES } from '#process/subgraph-names.js';
import { GATEWAY, GATEWAY_ENV, gatewayHeaders, testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary } from './library-subgraphs.js';
import { fetchAnswer, silent } from './serve-library.js';

const [TOKEN, ANN] = ['a-token-of-some-length', 'a-token-that-only-ann-has'];
const CLIENTS = { PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_TOKENS: `ann=${ANN}` };
/** Who a client would like to be. */
const CLAIMED = Buffer.from('{"actor":"root","kind":"SYSTEM"}').toString('base64url');

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** `books` as a server of its own, open where it may be. */
async function serveBooks() {
  const library = createLibrary();
  const asked: string[] = [];
  const serving = await serveSubgraph({
    name: 'books',
    verify: testVerifier('books'),
    schema: library.schemas.books,
    createContext(asker) {
      asked.push(asker.caller.actor);
      return asker;
    },
    subscribe: async ({ caller }) => {
      asked.push(caller.actor);
      return { data: {} };
    },
    readRevision: async () => {
      asked.push('version');
      return '1';
    },
    config: testConfig({ ...CLIENTS, PEDIGRAPH_METRICS_OPEN: 'true' }),
    readiness: {},
    logger: silent,
  });
  const query = JSON.stringify({ query: '{ _service { sdl } asker }' });
  return {
    asked,
    request: (method: string, path: string, headers: Record<string, string> = {}) =>
      fetchAnswer(serving.url + path, {
        method,
        headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'yes', ...headers },
        ...(method === 'POST' ? { body: query } : {}),
      }),
    [Symbol.asyncDispose]: serving.close,
  };
}

test("a subgraph answers nobody who shows no gateway's token for it, on no path and by no method, and believes nobody else", async () => {
  await using books = await serveBooks();
  const paths = ['/graphql', '/graphql/stream', '/version', '/metrics', '/', '/nothing', '/%67raphql', '//graphql'];
  const { authorization: forAuthors } = await gatewayHeaders('authors');
  const { authorization: own = '' } = await gatewayHeaders('books');
  const strangers: Record<string, string>[] = [
    {},
    bearer(TOKEN),
    bearer(ANN),
    bearer(GATEWAY.publicKey),
    { authorization: String(forAuthors) },
    { authorization: own.replace('Bearer', 'Basic') },
    { 'pedigraph-delegation': own.replace('Bearer ', '') },
    { cookie: `authorization=${own}` },
  ];
  for (const stranger of strangers) {
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']) {
        const answer = await books.request(method, path, { 'pedigraph-caller': CLAIMED, ...stranger });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
        if (method !== 'HEAD')
          expect(answer.body).toEqual({
            errors: [{ message: expect.stringContaining('gateway'), extensions: { code: 'UNAUTHENTICATED' } }],
          });
      }
    }
  }
  expect(books.asked).toEqual([]);
  for (const probe of ['/health/live', '/health/ready']) expect((await books.request('GET', probe)).status).toBe(200);
});

test('a token of a megabyte is refused before anything reads it', async () => {
  await using books = await serveBooks();
  expect((await books.request('POST', '/graphql', bearer('x'.repeat(1_000_000)))).status).toBe(431);
  expect((await books.request('POST', '/graphql', bearer('x'.repeat(40_000)))).status).toBe(401);
  expect(books.asked).toEqual([]);
});

test('a gateway is believed whom it asks for, by its token alone, on every path', async () => {
  await using books = await serveBooks();
  const ann: Caller = { ...ANONYMOUS, actor: 'ann', kind: 'USER' };
  const headers = { ...(await gatewayHeaders('books', ann)), 'pedigraph-caller': CLAIMED };
  expect((await books.request('POST', '/graphql', headers)).body.data.asker).toMatch(/^ann /);
  expect((await books.request('POST', '/graphql', await gatewayHeaders('books'))).body.data.asker).toMatch(
    /^anonymous /,
  );
  expect(await books.request('GET', '/version', headers)).toMatchObject({ status: 200, body: { version: '1' } });
  expect(await books.request('GET', '/metrics', headers)).toMatchObject({ status: 200 });
  expect((await books.request('POST', '/graphql/stream', headers)).status).toBe(200);
  expect(books.asked).toEqual(['ann', 'anonymous', 'version', 'ann']);
});

/** Servers of subgraphs that note what they are sent, behind a gateway. */
async function serveNoting(env: NodeJS.ProcessEnv) {
  const seen: Record<'books' | 'authors', { url: string; headers: IncomingHttpHeaders; body: string }[]> = {
    books: [],
    authors: [],
  };
  const servers = (['books', 'authors'] as const).map((name) => {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen[name].push({ url: request.url ?? '', headers: request.headers, body });
      response
        .setHeader('content-type', 'application/json')
        .end('{"data":{"books":[{"id":"b1","author":{"id":"a1"}}]}}');
    }).listen(0, '127.0.0.1');
    return { name, server };
  });
  await Promise.all(servers.map(({ server }) => new Promise((done) => server.once('listening', done))));
  const urls = Object.fromEntries(
    servers.map(({ name, server }) => [name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`]),
  );
  const config = testConfig({ ...CLIENTS, ...env });
  const gateway = await serveSupergraph({ supergraphSdl: createLibrary().supergraph(), urls, config, logger: silent });
  return {
    seen,
    ask: (headers: Record<string, string>) =>
      fetchAnswer(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ books { author { name } } }' }),
      }),
    ready: () => fetchAnswer(`${gateway.url}/health/ready`),
    async [Symbol.asyncDispose]() {
      await gateway.close();
      for (const { server } of servers) server.close().closeAllConnections();
    },
  };
}

test("somebody else's subgraph sees neither a token of a gateway's, nor a client's, nor who asks", async () => {
  await using world = await serveNoting(GATEWAY_ENV);
  await world.ask({ ...bearer(ANN), cookie: `session=${ANN}`, 'pedigraph-caller': CLAIMED });
  await world.ready();
  for (const requests of Object.values(world.seen)) {
    expect(requests.map(({ url }) => url)).toEqual(expect.arrayContaining(['/graphql', '/version']));
    for (const { headers } of requests) {
      for (const name of ['authorization', 'pedigraph-caller', 'pedigraph-delegation', 'cookie'])
        expect(headers).not.toHaveProperty(name);
    }
    const all = JSON.stringify(requests);
    for (const secret of [GATEWAY.privateKey, TOKEN, ANN, CLAIMED]) expect(all).not.toContain(secret);
  }
});

test('of a supergraph of both, ours are shown a token for them alone in the name of who asks, by configuration', async () => {
  await using world = await serveNoting({ ...GATEWAY_ENV, PEDIGRAPH_OWN_SUBGRAPHS: 'books, others' });
  await world.ask(bearer(ANN));
  await world.ready();
  const [asked] = world.seen.books.filter(({ url }) => url === '/graphql');
  const token = String(asked?.headers.authorization).replace('Bearer ', '');
  expect(await testVerifier('books')(token)).toMatchObject({ actor: 'ann', kind: 'USER' });
  await expect((async () => testVerifier('others')(token))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const delegation = String(asked?.headers['pedigraph-delegation']);
  expect(await testVerifier('others')(delegation)).toMatchObject({ actor: 'ann' });
  await expect((async () => testVerifier('authors')(delegation))()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  for (const { headers } of world.seen.books) expect(headers).toHaveProperty('authorization');
  expect(world.seen.authors.filter(({ url }) => url === '/graphql')).not.toEqual([]);
  for (const { headers } of world.seen.authors) expect(headers).not.toHaveProperty('authorization');
});

test("no header of a client's that begins with pedigraph- is read or reaches a subgraph", async () => {
  await using world = await serveNoting({ ...GATEWAY_ENV, PEDIGRAPH_OWN_SUBGRAPHS: 'books' });
  const { authorization = '' } = await gatewayHeaders('books', { ...ANONYMOUS, actor: 'mallory' });
  const canary = authorization.replace('Bearer ', '');
  await world.ask({
    ...bearer(ANN),
    'pedigraph-caller': canary,
    'Pedigraph-Delegation': canary,
    'PEDIGRAPH-time-left': '1',
    'pedigraph-anything': canary,
  });
  for (const { headers } of [...world.seen.books, ...world.seen.authors]) {
    expect(JSON.stringify(headers)).not.toContain(canary);
    expect(Object.keys(headers)).not.toContain('pedigraph-anything');
  }
  const [asked] = world.seen.books.filter(({ url }) => url === '/graphql');
  expect(Number(asked?.headers['pedigraph-time-left'])).toBeGreaterThan(1);
});

test("without a setting, ours are the product's subgraphs", () => {
  expect(SUBGRAPH_NAMES).toEqual(SUBGRAPHS.map(({ definition }) => definition.name));
});
