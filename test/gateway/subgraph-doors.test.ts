import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { encodeCaller } from '#platform/auth/caller-header.js';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { subgraphToken } from '#platform/auth/subgraph-token.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { serveSupergraph } from '#process/serve-supergraph.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { SUBGRAPH_NAMES } from '#process/subgraph-names.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary } from './library-subgraphs.js';
import { fetchAnswer, silent } from './serve-library.js';

const SECRET = 'a-secret-between-gateway-and-subgraphs';
const [TOKEN, ANN] = ['a-token-of-some-length', 'a-token-that-only-ann-has'];
const CLIENTS = { PEDIGRAPH_TOKEN: TOKEN, PEDIGRAPH_TOKENS: `ann=${ANN}` };
const CALLER = Buffer.from('{"actor":"ann","rights":"all"}').toString('base64url');

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** `books` as a server of its own, open where it may be. */
async function serveBooks() {
  const library = createLibrary();
  const asked: string[] = [];
  const serving = await serveSubgraph({
    name: 'books',
    secret: SECRET,
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

test('a subgraph answers nobody but who has its own token, on no path and by no method, and believes nobody else', async () => {
  await using books = await serveBooks();
  const paths = ['/graphql', '/graphql/stream', '/version', '/metrics', '/', '/nothing', '/%67raphql', '//graphql'];
  const strangers: Record<string, string>[] = [
    {},
    bearer(TOKEN),
    bearer(ANN),
    bearer(SECRET),
    bearer(subgraphToken(SECRET, 'authors')),
    { authorization: `Basic ${subgraphToken(SECRET, 'books')}` },
  ];
  for (const stranger of strangers) {
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']) {
        const answer = await books.request(method, path, { 'pedigraph-caller': CALLER, ...stranger });
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

test('the holder of its token is believed whom it asks for; one that names nobody is anonymous', async () => {
  await using books = await serveBooks();
  const headers = bearer(subgraphToken(SECRET, 'books'));
  const ask = async (caller: Record<string, string>) =>
    (await books.request('POST', '/graphql', { ...headers, ...caller })).body;
  expect((await ask({ 'pedigraph-caller': CALLER })).data.asker).toMatch(/^ann /);
  expect((await ask({})).data.asker).toMatch(/^anonymous /);
  expect(await ask({ 'pedigraph-caller': 'ann' })).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect(await books.request('GET', '/version', headers)).toMatchObject({ status: 200, body: { version: '1' } });
  expect(await books.request('GET', '/metrics', headers)).toMatchObject({ status: 200 });
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

test("somebody else's subgraph sees neither the secret, nor what comes of it, nor a client's token, nor who asks", async () => {
  await using world = await serveNoting({ PEDIGRAPH_SUBGRAPH_SECRET: SECRET });
  await world.ask({ ...bearer(ANN), cookie: `session=${ANN}`, 'pedigraph-caller': CALLER });
  await world.ready();
  for (const requests of Object.values(world.seen)) {
    expect(requests.map(({ url }) => url)).toEqual(expect.arrayContaining(['/graphql', '/version']));
    for (const { headers } of requests) {
      for (const name of ['authorization', 'pedigraph-caller', 'cookie']) expect(headers).not.toHaveProperty(name);
    }
    const all = JSON.stringify(requests);
    for (const secret of [SECRET, TOKEN, ANN, CALLER, ...['books', 'authors'].map((of) => subgraphToken(SECRET, of))])
      expect(all).not.toContain(secret);
  }
});

test('of a supergraph of both, ours are shown their own token and told who asks, by configuration', async () => {
  await using world = await serveNoting({
    PEDIGRAPH_SUBGRAPH_SECRET: SECRET,
    PEDIGRAPH_OWN_SUBGRAPHS: 'books, others',
  });
  await world.ask(bearer(ANN));
  await world.ready();
  const graphql = (name: 'books' | 'authors') => world.seen[name].filter(({ url }) => url === '/graphql');
  expect(graphql('books')[0]?.headers).toMatchObject({
    ...bearer(subgraphToken(SECRET, 'books')),
    'pedigraph-caller': encodeCaller({ actor: 'ann', kind: 'USER', rights: ALL_RIGHTS }),
  });
  for (const { headers } of world.seen.books) expect(headers).toMatchObject(bearer(subgraphToken(SECRET, 'books')));
  expect(graphql('authors')).not.toEqual([]);
  for (const { headers } of world.seen.authors) expect(headers).not.toHaveProperty('authorization');
});

test("without a setting, ours are the product's subgraphs", () => {
  expect(SUBGRAPH_NAMES).toEqual(SUBGRAPHS.map(({ definition }) => definition.name));
});
