import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type LibraryServer, serveLibrary } from './serve-library.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const TOKEN = 'a-token-of-some-length';

type RequestBody = NonNullable<RequestInit['body']>;

function post(server: LibraryServer, body: RequestBody, headers: Record<string, string> = {}) {
  return server.fetch('/graphql', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });
}

test('a compressed body is inflated, whichever way it was compressed', async () => {
  await using server = await serveLibrary();
  const body = Buffer.from(JSON.stringify({ query: '{ authors { name } }' }));
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
  ] as const) {
    const answer = await post(server, bytes, { 'content-encoding': encoding });
    expect(answer.body).toEqual({ data: { authors: [{ name: 'Ada' }] } });
  }
});

test('a body with a key that no object may have is told so, and is not said to be no JSON', async () => {
  await using server = await serveLibrary();
  for (const key of ['"__proto__": {"a": 1}', '"\\u005f_proto__": 1', '"constructor": {"prototype": {}}']) {
    const { body } = await post(server, `{"query": "{ asker }", "variables": {"a": [{${key}}]}}`);
    expect(body.errors[0].message).toMatch(/has the key "__proto__"/);
  }
  expect((await post(server, '{"query": "{ asker }"')).body.errors[0].message).toMatch(/is not JSON/);
});

test('the body limit counts what comes out of the compression', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_LIMIT_BODY_BYTES: '20000' } });
  const bomb = gzipSync(JSON.stringify({ query: '{ asker }', variables: { x: 'x'.repeat(10_000_000) } }));
  expect(bomb.length).toBeLessThan(20_000);
  const inflated = await post(server, bomb, { 'content-encoding': 'gzip' });
  expect(inflated.status).toBe(413);
  expect(inflated.body.errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE', limit: 20_000 } }]);
  const plain = await post(server, 'x'.repeat(20_001));
  expect(plain.status).toBe(413);
  expect(plain.body.errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE', limit: 20_000 } }]);
});

test('a body of very many values is refused before it is parsed', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_LIMIT_VALUES: '1000' } });
  const bodyOf = (values: number) => JSON.stringify({ query: '{ asker }', variables: { x: Array(values).fill(0) } });
  expect((await post(server, bodyOf(990))).status).toBe(200);
  const refused = await post(server, bodyOf(1_001));
  expect(refused.status).toBe(413);
  expect(refused.body.errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE', limit: 1_000 } }]);
});

test("every body that cannot be read is a 4xx in GraphQL's form", async () => {
  await using server = await serveLibrary();
  const bad: [RequestBody, Record<string, string>, number][] = [
    ['{"query": ', {}, 400],
    ['', {}, 400],
    ['[]', {}, 400],
    ['{"query": "{ asker }", "__proto__": {"a": 1}}', {}, 400],
    ['{"query": "{ asker }", "variables": {"a": [{"\\u005f_proto__": 1}]}}', {}, 400],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400],
    [Buffer.from('not gzip'), { 'content-encoding': 'gzip' }, 400],
    [gzipSync('{"query": "{ asker }"}').subarray(0, 20), { 'content-encoding': 'gzip' }, 400],
    ['{}', { 'content-encoding': 'zstd' }, 415],
    ['{}', { 'content-type': 'text/plain' }, 415],
    ['{}', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['{"query": "{ asker }", "variables": "x"}', {}, 400],
    [JSON.stringify([{ query: '{ asker }' }]), {}, 400],
  ];
  for (const [body, headers, status] of bad) {
    const answer = await post(server, body, headers);
    expect([String(body), answer.status]).toEqual([String(body), status]);
    expect(answer.body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }] });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|<html|\bat .*:\d+/);
  }
});

test("an unknown route is a NOT_FOUND in GraphQL's form", async () => {
  await using server = await serveLibrary();
  const { status, headers, body } = await server.fetch('/admin?secret=1');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch('application/json');
  expect(body.errors).toEqual([
    { message: 'Nothing is served at GET /admin; the API is POST /graphql.', extensions: { code: 'NOT_FOUND' } },
  ]);
});

test('odd HTTP is answered with 4xx', async () => {
  await using server = await serveLibrary();
  const host = await rawRequest(
    server.url,
    'GET /graphql?query=%7Basker%7D HTTP/1.1\r\nHost: a b[%\r\nConnection: close\r\n\r\n',
  );
  expect(host).toMatch(/^HTTP\/1\.1 400/);
  const path = await rawRequest(server.url, 'GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(path).toMatch(/^HTTP\/1\.1 400[\s\S]*BAD_REQUEST/);
  const noise = await rawRequest(server.url, 'NOISE\r\n\r\n');
  expect(noise).toMatch(/^HTTP\/1\.1 400[\s\S]*BAD_REQUEST/);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const init =
      method === 'OPTIONS' ? { headers: { 'apollo-require-preflight': 'true' } } : { headers: JSON_TYPE, body: '{}' };
    const { status, headers } = await server.fetch('/graphql', { method, ...init });
    expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, POST']);
  }
});

test('a query by form is refused', async () => {
  await using server = await serveLibrary();
  const form = { method: 'POST', body: new URLSearchParams({ query: '{ asker }' }) };
  const { status, body } = await server.fetch('/graphql', form);
  expect(status).toBe(415);
  expect(body.errors).toMatchObject([
    { message: expect.stringContaining('application/json'), extensions: { code: 'BAD_REQUEST' } },
  ]);
  expect(server.library.asked).toEqual([]);
});

test('a server with a token answers nobody without it but the probes', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN } });
  const query = JSON.stringify({ query: '{ asker }' });
  for (const authorization of [undefined, `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, 'Bearer']) {
    const { status, headers, body } = await post(server, query, authorization ? { authorization } : {});
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
  expect((await server.fetch('/admin')).status).toBe(401);
  expect(server.library.asked).toEqual([]);

  const { body } = await post(server, query, { authorization: `Bearer ${TOKEN}` });
  expect(body.data.asker).toMatch(/^token /);
  expect((await server.fetch('/health/live')).status).toBe(200);
  expect((await server.fetch('/health/ready')).status).toBe(200);
});

test('readiness lists every check and is 503 when one fails; liveness is not', async () => {
  let broken = true;
  await using server = await serveLibrary({
    readiness: {
      books: async () => {},
      authors: async () => {
        if (broken) throw new Error('postgres://user:password@db');
      },
    },
  });
  const unready = await server.fetch('/health/ready');
  expect(unready).toMatchObject({
    status: 503,
    body: { status: 'unready', checks: { books: 'ok', authors: 'failed' } },
  });
  expect(JSON.stringify(unready.body)).not.toContain('password');
  expect((await server.fetch('/health/live')).status).toBe(200);
  broken = false;
  expect(await server.fetch('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
});

test('draining waits for a request under way, accepts no other, then runs the closers in order', async () => {
  const closed: string[] = [];
  const server = await serveLibrary({
    closers: [
      async () => void closed.push('first'),
      () => {
        throw new Error('a closer that fails');
      },
      () => void closed.push('last'),
    ],
  });
  const underWay = server.ask('{ slow(ms: 300) }');
  while (server.library.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
  const ending = server.close();
  expect(closed).toEqual([]);
  // Who was on the way to be accepted in that very turn is answered.
  const asked = () =>
    server.ask('{ asker }').then(
      () => 'answered',
      () => 'not accepted',
    );
  await expect.poll(asked, { timeout: 60_000 }).toBe('not accepted');
  const { body, headers } = await underWay;
  expect(body).toEqual({ data: { slow: 'done' } });
  expect(headers.get('connection')).toBe('close');
  await ending;
  expect(closed).toEqual(['first', 'last']);
});

test('draining cuts what does not finish in time', async () => {
  const server = await serveLibrary({ env: { PEDIGRAPH_TIMEOUT_DRAIN_MS: '100' } });
  const underWay = server.ask('{ slow(ms: 3000) }').catch((error: unknown) => error);
  while (server.library.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
  await server.close();
  expect(await underWay).toBeInstanceOf(Error);
});

test('idle keep-alive connections do not hold up the end', async () => {
  const server = await serveLibrary({ env: { PEDIGRAPH_TIMEOUT_DRAIN_MS: '60000' } });
  const idle = await keptAlive(server.url);
  const closed = once(idle, 'close');
  await server.close();
  await closed;
});

test('what is sent on an open connection before its sender can know of the end is answered, and nobody is waited for then', async () => {
  const server = await serveLibrary({ env: { PEDIGRAPH_TIMEOUT_LINGER_MS: '60000' } });
  const connections = [await keptAlive(server.url), await keptAlive(server.url)];
  const ending = server.close();
  for (const [index, path] of ['/health/ready', '/health/live'].entries()) {
    const socket = connections[index]!;
    const [answered, closed] = [once(socket, 'data'), once(socket, 'close')];
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(String((await answered)[0])).toMatch(
      index === 0 ? /^HTTP\/1\.1 503[\s\S]*connection: close/i : /^HTTP\/1\.1 200[\s\S]*connection: close/i,
    );
    await closed;
  }
  await ending;
  await expect(server.fetch('/health/live')).rejects.toThrow();
});

test('requests that were sent one behind the other on one connection are all answered while draining', async () => {
  const server = await serveLibrary();
  const slow = '/graphql?query=%7Bslow(ms:200)%7D';
  const one = `GET ${slow} HTTP/1.1\r\nHost: localhost\r\nApollo-Require-Preflight: yes\r\n\r\n`;
  const answers = rawRequest(server.url, one + one);
  while (server.library.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
  await server.close();
  expect((await answers).match(/"slow":"done"/g)).toHaveLength(2);
});

/** A connection that has had its answer and stays open. */
async function keptAlive(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200/);
  return socket.resume();
}

test('a connection that was opened ahead and never used does not hold up the end', async () => {
  const server = await serveLibrary({ env: { PEDIGRAPH_TIMEOUT_DRAIN_MS: '60000' } });
  const { hostname, port } = new URL(server.url);
  const unused = connect(Number(port), hostname);
  await once(unused, 'connect');
  await server.fetch('/health/live'); // the server has seen the connection before this one
  const closed = once(unused.resume(), 'close');
  await server.close();
  await closed;
});

function rawRequest(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    connect(Number(port), hostname)
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject)
      .write(text);
  });
}

test('each of several tokens has its own name, and no other token has one', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_TOKENS: `ann=${TOKEN}-ann, ben=${TOKEN}-ben` } });
  const ask = (token: string) =>
    post(server, JSON.stringify({ query: '{ asker }' }), { authorization: `Bearer ${token}` });
  expect((await ask(`${TOKEN}-ann`)).body).toEqual({ data: { asker: expect.stringMatching(/^ann /) } });
  expect((await ask(`${TOKEN}-ben`)).body).toEqual({ data: { asker: expect.stringMatching(/^ben /) } });
  expect((await ask(TOKEN)).status).toBe(401);
});

test('an upgrade to a protocol that is not spoken here is ignored, and the connection goes on', async () => {
  await using server = await serveLibrary();
  const { hostname, port, host } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const body = JSON.stringify({ query: '{ asker }', variables: { long: 'x'.repeat(200_000) } });
  const head = (connection: string) =>
    `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${connection}\r\n\r\n`;
  const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA';
  let answers = '';
  socket.on('data', (piece) => (answers += piece));
  const answered = (count: number) => expect.poll(() => answers.match(/HTTP\/1\.1 200/g)).toHaveLength(count);
  socket.write(head(h2c) + body.slice(0, 10));
  await new Promise(setImmediate);
  socket.write(body.slice(10));
  await answered(1);
  socket.write(head(h2c) + body);
  await answered(2);
  socket.write(head('Connection: close') + body);
  await once(socket, 'close');
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 200']);
});
