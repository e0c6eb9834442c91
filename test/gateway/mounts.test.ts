import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Mount, MountedAnswer } from '#platform/server/mount.js';
import type { SubgraphRequest } from '#platform/transport/transport.js';
import { type LibraryServer, type ServeLibraryOptions, serveLibrary } from './serve-library.js';

const [ANN, BEN] = ['a-token-that-only-ann-has', 'a-token-that-only-ben-has'];
const TOKENS = { PEDIGRAPH_TOKENS: `ann=${ANN},ben=${BEN}` };
const JSON_TYPE = { 'content-type': 'application/json' };

const asJson = (status: number, value: unknown): MountedAnswer => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(value),
});

/** Answers what it is told to ask; `loads` says how often it was loaded. */
function echoMount() {
  const mount: Mount & { loads: number } = {
    path: '/echo',
    open: ['/health'],
    loads: 0,
    async load() {
      mount.loads += 1;
      return {
        async answer({ method, path, query, ask, json }) {
          if (path === '/health') return asJson(200, 'healthy');
          if (path === '/body') return asJson(200, (await json()) ?? 'empty');
          if (path === '/fail') throw new TypeError('secret: password=hunter2');
          const document = typeof query['ask'] === 'string' ? query['ask'] : undefined;
          const times = Number(query['times'] ?? 1);
          const answers = [];
          const once = query['once'] !== undefined;
          for (let time = 0; document !== undefined && time < times; time++)
            answers.push(await ask(document, {}, { once }));
          return asJson(200, { method, path, answers });
        },
        refuse: ({ status, message, extensions }) => asJson(status, { refused: extensions?.['code'], message }),
      };
    },
  };
  return mount;
}

async function serve(options: ServeLibraryOptions = {}) {
  const mount = echoMount();
  const server = await serveLibrary({ ...options, mounts: [mount] });
  return Object.assign(server, { mount });
}

const asking = (document: string, times = 1) => `/echo/any?times=${times}&ask=${encodeURIComponent(document)}`;
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** The actor that an answer names. */
const actorOf = async (server: LibraryServer, headers: Record<string, string>) => {
  const { status, body } = await server.fetch(asking('{ asker }'), { headers });
  return status === 200 ? body.answers[0].data.asker.split(' ')[0] : [status, body.refused];
};

test('what is mounted is loaded by its first request, and asks in the name of whoever sent it', async () => {
  await using server = await serve({ env: TOKENS });
  expect(server.mount.loads).toBe(0);
  expect(await actorOf(server, { authorization: `Bearer ${ANN}` })).toBe('ann');
  expect(await actorOf(server, { authorization: `Bearer ${BEN}` })).toBe('ben');
  expect(server.mount.loads).toBe(1);
});

test('HTTP Basic has the token as its password there, whoever the user is, and nowhere else', async () => {
  await using server = await serve({ env: TOKENS });
  expect(await actorOf(server, basic('anybody', ANN))).toBe('ann');
  expect(await actorOf(server, basic('', BEN))).toBe('ben');
  for (const headers of [
    basic(ANN, 'wrong'),
    basic(ANN, ''),
    basic('ann', ` ${ANN}`),
    { authorization: `Basic ${ANN}` },
    { authorization: 'Basic' },
    {},
  ]) {
    expect(await actorOf(server, headers)).toEqual([401, 'UNAUTHENTICATED']);
  }
  expect((await server.ask('{ asker }', {}, basic('ann', ANN))).status).toBe(401);
});

test('a path that is open there wants no credential and takes any name of the server; every other path does not', async () => {
  await using server = await serve({ env: TOKENS });
  expect((await server.fetch('/echo/health')).body).toBe('healthy');
  expect((await server.fetch('/echo/healthy')).status).toBe(401);
  expect((await server.fetch('/echo/health', { method: 'POST', headers: JSON_TYPE, body: '{}' })).status).toBe(401);
  const under = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = httpRequest(server.url + path, {
        headers: { host: 'evil.example', authorization: `Bearer ${ANN}` },
      });
      sent.on('response', ({ statusCode }) => resolve(statusCode ?? 0)).on('error', reject);
      sent.end();
    });
  expect(await under('/echo/health')).toBe(200);
  expect(await under(asking('{ asker }'))).toBe(421);
});

test('a refusal of the server and a fault are told in the form of what is mounted', async () => {
  await using server = await serve({ env: TOKENS });
  const refused = await server.fetch('/echo/any');
  expect(refused).toMatchObject({ status: 401, body: { refused: 'UNAUTHENTICATED' } });
  expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="pedigraph"');
  const failed = await server.fetch('/echo/fail', { headers: { authorization: `Bearer ${ANN}` } });
  expect(failed).toMatchObject({ status: 500, body: { refused: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(failed.body)).not.toContain('hunter2');
});

test('a GET only reads: a mutation of it is refused, and nothing is written', async () => {
  await using server = await serve();
  const { body } = await server.fetch(asking('mutation { writes }'));
  expect(body.answers).toMatchObject([{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
  expect(server.library.writes).toBe(0);
});

test('what a page of another site can have a browser POST is refused', async () => {
  await using server = await serve();
  const post = (headers: Record<string, string>) =>
    server.fetch(asking('mutation { writes }'), { method: 'POST', headers, body: '{}' });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    expect(await post({ 'content-type': type })).toMatchObject({ status: 400, body: { refused: 'BAD_REQUEST' } });
  expect(await post({ ...JSON_TYPE, origin: 'https://evil.example' })).toMatchObject({ status: 403 });
  expect(server.library.writes).toBe(0);
  expect((await post(JSON_TYPE)).body.answers).toMatchObject([{ data: { writes: 1 } }]);
});

test('each operation meets the limits of its caller and of the guard', async () => {
  await using server = await serve({ env: { ...TOKENS, PEDIGRAPH_CALLER_OPERATIONS_PER_MINUTE: '3' } });
  const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const { body } = await server.fetch(asking('query Who { asker }', 5), as(ANN));
  const codes = (answers: { errors?: { extensions: { code: string } }[] }[]) =>
    answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok');
  expect(codes(body.answers)).toEqual(['ok', 'ok', 'ok', 'RATE_LIMITED', 'RATE_LIMITED']);
  expect(body.answers[3].errors[0].extensions.retryAfter).toEqual(expect.any(Number));
  const deep = `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: asker`).join(' ')} }`;
  const other = await server.fetch(asking(deep), as(BEN));
  expect(codes(other.body.answers)).toEqual(['QUERY_REFUSED']);
});

test('an answer that still holds is given again without asking a subgraph', async () => {
  await using server = await serve({ versions: () => async () => '1' });
  const { body } = await server.fetch(asking('{ books { title } }', 3));
  expect(body.answers[2]).toEqual(body.answers[0]);
  expect(server.library.asked.length).toBe(1);
});

test('a key of the request stands for each of its mutations by a key of its own', async () => {
  await using server = await serve();
  const init = { method: 'POST', headers: { ...JSON_TYPE, 'idempotency-key': 'k-1' }, body: '{}' };
  await server.fetch(asking('mutation Write { writes }', 2), init);
  const keys = server.library.asked.map(({ request }) => request.idempotent?.key);
  expect(keys).toEqual(['k-1/Write/1', 'k-1/Write/2']);
});

test('what has to happen once has a key of the server’s own, under which it is asked again where its answer was lost', async () => {
  const keys: (string | undefined)[] = [];
  const areOwn: (boolean | undefined)[] = [];
  const lost = async ({ idempotent }: SubgraphRequest) => {
    keys.push(idempotent?.key);
    areOwn.push(idempotent?.isOwn);
    if (keys.length % 2 === 1) throw new PedigraphError('OUTCOME_UNKNOWN', 'The answer was lost.');
    return { data: { writes: 7 } };
  };
  await using server = await serve({ transports: { books: lost } });
  const send = (more: string, headers = {}) =>
    server.fetch(`${asking('mutation Write { writes }')}${more}`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body: '{}',
    });
  expect((await send('&once=')).body.answers).toEqual([{ data: { writes: 7 } }]);
  expect((await send('&once=')).body.answers).toEqual([{ data: { writes: 7 } }]);
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0], expect.any(String), keys[2]]);
  expect(keys[2]).not.toBe(keys[0]);
  // The client's own key comes first.
  await send('&once=', { 'idempotency-key': 'k' });
  expect(keys.slice(4)).toEqual(['k/Write/1', 'k/Write/1']);
  expect(areOwn).toEqual([true, true, true, true, false, false]);
  const { body } = await send('');
  expect(body.answers).toMatchObject([{ errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }] }]);
});

test('a body is read as JSON within the limits of the server', async () => {
  await using server = await serve({ env: { PEDIGRAPH_LIMIT_BODY_BYTES: '2000', PEDIGRAPH_LIMIT_VALUES: '100' } });
  const put = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}, method = 'PUT') =>
    server.fetch('/echo/body', { method, headers, body });
  expect((await put('{"a": [1, "é"]}')).body).toEqual({ a: [1, 'é'] });
  expect((await put('{"a": 1}', JSON_TYPE, 'DELETE')).body).toEqual({ a: 1 });
  expect((await put(gzipSync('{"a": 2}'), { 'content-encoding': 'gzip' })).body).toEqual({ a: 2 });
  expect((await put('')).body).toBe('empty');
  for (const [body, status, refused] of [
    ['{"a": ', 400, 'BAD_REQUEST'],
    [Buffer.from([0x22, 0xff, 0x22]), 400, 'BAD_REQUEST'],
    [JSON.stringify('x'.repeat(3_000)), 413, 'PAYLOAD_TOO_LARGE'],
    [JSON.stringify(Array(200).fill(0)), 413, 'PAYLOAD_TOO_LARGE'],
  ] as const) {
    expect(await put(body)).toMatchObject({ status, body: { refused } });
  }
  const bomb = gzipSync(JSON.stringify('x'.repeat(1_000_000)));
  expect(await put(bomb, { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
});

test('the path is decoded once, and slashes and percent signs in it stay what they were', async () => {
  await using server = await serve();
  const pathOf = async (path: string) => (await server.fetch(`/echo/${path}`)).body.path;
  for (const name of ['a b', 'a%b', 'a%2Fb', 'ä/é', '#1?', 'a+b', '%25', '100%', '..%2f..'])
    expect(await pathOf(encodeURIComponent(name)), name).toBe(`/${name}`);
});

test('a document of what is mounted is answered where clients may send trusted documents alone', async () => {
  const { mkdtemp, writeFile, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(`${tmpdir()}/trusted-`);
  await writeFile(`${folder}/books.graphql`, '{ books { title } }');
  await using server = await serve({ env: { PEDIGRAPH_TRUSTED_DOCUMENTS: folder } });
  const { body } = await server.fetch(asking('{ asker }'));
  expect(body.answers).toMatchObject([{ data: { asker: expect.any(String) } }]);
  expect((await server.ask('{ asker }')).body.errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
  await rm(folder, { recursive: true });
});
