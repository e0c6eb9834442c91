import { request } from 'node:http';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary } from './library-subgraphs.js';
import { serveLibrary, silent } from './serve-library.js';

const TOKEN = 'a-token-of-some-length';

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Asks a server under a name of the asker's choice; resolves to the status. */
function ask(url: string, { method = 'GET', headers = {}, body }: Asked): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers: { 'content-type': 'application/json', ...headers } }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    })
      .once('error', reject)
      .end(body);
  });
}

/** Opens a socket under a name and an origin; resolves to 101, or to the status of the refusal. */
function upgrade(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { headers });
    socket.once('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.once('error', ({ message }) => resolve(Number(/\d{3}/.exec(message)?.[0])));
  });
}

const QUERY = { method: 'POST', body: '{"query":"{ asker }"}' };
const FOREIGN = [
  'evil.example',
  'evil.example:4000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '10.0.0.1',
  '[::2]',
  '[0:0:0:0:0:0:0:2]',
  '[::ffff:10.0.0.1]',
];
const OWN = [
  'localhost',
  'LOCALHOST:1',
  'localhost.',
  'a.localhost:80',
  '127.0.0.1',
  '127.8.9.1:4000',
  '[::1]:4000',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]:80',
];

test('a server on loopback answers to the names of loopback, on any port, and to no other: no path, no method', async () => {
  await using server = await serveLibrary();
  for (const path of ['/graphql', '/graphql/stream', '/metrics', '/', '/ide/options.js', '/nothing']) {
    for (const host of FOREIGN) {
      for (const asked of [QUERY, { method: 'GET' }, { method: 'OPTIONS' }])
        expect([path, host, await ask(server.url + path, { ...asked, headers: { host } })]).toEqual([path, host, 421]);
    }
  }
  expect(await ask(`${server.url}/graphql`, { ...QUERY, headers: { host: 'a b[%' } })).toBe(400);
  expect(server.library.asked).toEqual([]);
  for (const host of OWN)
    expect([host, await ask(`${server.url}/graphql`, { ...QUERY, headers: { host } })]).toEqual([host, 200]);
});

test('a request that names the server by a whole URL, as a proxy is asked, is judged by that name as well', async () => {
  await using server = await serveLibrary();
  const { host, hostname, port } = new URL(server.url);
  const ask = (target: string, name: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { host: name, 'content-type': 'application/json' };
      request({ hostname, port, path: target, method: 'POST', headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      })
        .once('error', reject)
        .end(QUERY.body);
    });
  for (const name of FOREIGN) {
    expect(await ask(`http://${name}/graphql`, host)).toBe(421);
    expect(await ask(`http://${host}/graphql`, name)).toBe(421);
  }
  expect(await ask('http://user@evil.example/graphql', host)).toBe(421);
  expect(server.library.asked).toEqual([]);
  expect(await ask(`http://${host}/graphql`, host)).toBe(200);
});

test('a page of a foreign name may not ask, whichever name it asks', async () => {
  await using server = await serveLibrary();
  for (const origin of ['http://evil.example', 'https://evil.example:4000', 'null', 'file://', 'nonsense']) {
    expect([origin, await ask(`${server.url}/graphql`, { ...QUERY, headers: { origin } })]).toEqual([origin, 403]);
  }
  expect(server.library.asked).toEqual([]);
  for (const origin of ['http://localhost:3000', server.url])
    expect(await ask(`${server.url}/graphql`, { ...QUERY, headers: { origin } })).toBe(200);
});

test('a socket is opened by a page of this server alone, under a name of its own', async () => {
  await using server = await serveLibrary();
  const url = `${server.url}/graphql`;
  const { host } = new URL(server.url);
  for (const [headers, status] of [
    [{}, 101],
    [{ origin: server.url }, 101],
    [{ host: 'localhost:4000', origin: 'http://localhost:4000' }, 101],
    [{ host: 'evil.example' }, 403],
    [{ host: 'evil.example', origin: 'http://evil.example' }, 403],
    [{ host, origin: 'http://localhost:3000' }, 403],
    [{ origin: 'null' }, 403],
  ] as const)
    expect([headers, await upgrade(url, headers)]).toEqual([headers, status]);
});

test('a token opens no other name: names are the same for all', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN } });
  const authorization = `Bearer ${TOKEN}`;
  expect(await ask(`${server.url}/graphql`, { ...QUERY, headers: { authorization, host: 'evil.example' } })).toBe(421);
  expect(await ask(`${server.url}/graphql`, { ...QUERY, headers: { authorization } })).toBe(200);
});

test('probes are answered under any name', async () => {
  await using server = await serveLibrary();
  for (const path of ['/health/live', '/health/ready'])
    expect(await ask(server.url + path, { headers: { host: '10.1.2.3:4000' } })).toBe(200);
});

test('PEDIGRAPH_ALLOWED_HOSTS are further names, of the server and of pages that may ask and open sockets', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_ALLOWED_HOSTS: 'Pedigraph.example, 10.0.0.1' } });
  const url = `${server.url}/graphql`;
  for (const host of ['pedigraph.example', 'PEDIGRAPH.example:8443', '10.0.0.1', 'localhost'])
    expect([host, await ask(url, { ...QUERY, headers: { host } })]).toEqual([host, 200]);
  for (const host of ['evil.example', 'a.pedigraph.example'])
    expect([host, await ask(url, { ...QUERY, headers: { host } })]).toEqual([host, 421]);
  // As behind a proxy that asks under a name of its own.
  expect(await upgrade(url, { host: 'localhost', origin: 'https://pedigraph.example' })).toBe(101);
  expect(await ask(url, { ...QUERY, headers: { origin: 'https://pedigraph.example' } })).toBe(200);
});

test('another address than loopback is asked under any name, since a token is asked for, until names are listed', async () => {
  const env = { HOST: '0.0.0.0', PEDIGRAPH_TOKEN: TOKEN };
  const headers = { authorization: `Bearer ${TOKEN}`, host: 'pedigraph.internal' };
  await using open = await serveLibrary({ env });
  expect(await ask(`${open.url}/graphql`, { ...QUERY, headers })).toBe(200);
  expect(await upgrade(`${open.url}/graphql`, { ...headers, origin: 'http://evil.example' })).toBe(403);
  await using listed = await serveLibrary({ env: { ...env, PEDIGRAPH_ALLOWED_HOSTS: 'pedigraph.example' } });
  expect(await ask(`${listed.url}/graphql`, { ...QUERY, headers })).toBe(421);
});

test("a subgraph's names are judged alike", async () => {
  const { url, close } = await serveSubgraph({
    name: 'books',
    verify: testVerifier('books'),
    schema: createLibrary().schemas.books,
    createContext: (asker) => asker,
    config: testConfig(),
    readiness: {},
    logger: silent,
  });
  for (const path of ['/graphql', '/version', '/metrics'])
    expect(await ask(url + path, { headers: { host: 'evil.example' } })).toBe(421);
  await close();
});
