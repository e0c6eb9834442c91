import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '#platform/config/read-config.js';
import { testConfig } from '../support/test-config.js';
import { serveLibrary } from './serve-library.js';

const PAGE = '<!doctype html><title>The library</title>';
const SCRIPT = "console.log('the library');";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'site-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), PAGE);
  await writeFile(path.join(folder, 'manifest.json'), '{}');
  await writeFile(path.join(folder, 'secret.js'), '');
  const script = path.join(folder, 'assets', 'main-0a1b.js');
  await writeFile(script, SCRIPT);
  await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
  await writeFile(`${script}.gz`, gzipSync(SCRIPT));
});
afterAll(() => rm(folder, { recursive: true }));

const FRAMERS = 'https://notebooks.example,http://localhost:8888';

const serveSite = () => serveLibrary({ site: { folder, pages: ['/books', '/authors/*'] } });

/** What came back, as it was sent. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('a site is at / and at the paths of its pages, and the IDE beside it', async () => {
  await using server = await serveSite();
  for (const at of ['/', '/books', '/authors/ada/lovelace@1.0.0', '/books?asOf=2026-01-01']) {
    const { status, headers, body } = await server.fetch(at);
    expect([at, status, body]).toEqual([at, 200, PAGE]);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types 'none'",
    );
  }
  expect((await server.fetch('/ide/')).body).toContain('/ide/');
  expect((await server.fetch('/auth/methods')).body).toEqual({ bearerToken: true, openIdConnect: null });
  const { status, headers } = await server.fetch('/ide', { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([308, '/ide/']);
  expect((await server.ask('{ authors { name } }')).body).toEqual({ data: { authors: [{ name: 'Ada' }] } });
});

test('a site names the trusted-types policies that it makes, and no other can be made', async () => {
  await using server = await serveLibrary({ site: { folder, pages: [], trustedTypes: ['loader'] } });
  for (const at of ['/', '/assets/main-0a1b.js'])
    expect((await server.fetch(at)).headers.get('content-security-policy')).toMatch(/;trusted-types loader$/);
});

test('an embed may be framed by the origins of the settings alone, by nobody where there are none, and no page may', async () => {
  const site = { folder, pages: ['/books'], embeds: ['/embed/book'] };
  const framing = async (env: Record<string, string>) => {
    await using server = await serveLibrary({ env, site });
    const answers = await Promise.all(
      ['/embed/book', '/', '/books', '/ide/', '/nowhere'].map((at) => server.fetch(at)),
    );
    return answers.map(({ headers }) => [
      /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1],
      headers.get('x-frame-options'),
    ]);
  };
  const unframable = ["'none'", 'DENY'];
  expect(await framing({})).toEqual(Array(5).fill(unframable));
  expect(await framing({ PEDIGRAPH_EMBED_ORIGINS: FRAMERS })).toEqual([
    [FRAMERS.replace(',', ' '), null],
    ...Array(4).fill(unframable),
  ]);
});

test('origins that may frame are named one by one', () => {
  const wrong = ['*', 'https://*.example', "'self'", 'https://a.example/', 'https://a.example/x', 'a.example'];
  for (const text of [...wrong, 'https://a;b', 'ftp://a.example', `${FRAMERS},*`])
    expect(() => testConfig({ PEDIGRAPH_EMBED_ORIGINS: text }), text).toThrow(ConfigError);
  expect(testConfig({ PEDIGRAPH_EMBED_ORIGINS: 'https://[::1]:8888' }).embedOrigins).toEqual(['https://[::1]:8888']);
});

test('nothing of its folder is served but the page and its assets, by their own names', async () => {
  await using server = await serveSite();
  for (const at of [
    ...['/manifest.json', '/secret.js', '/index.html', '/assets/', '/assets/main-0a1b.js.br', '/authors', '/elsewhere'],
    ...['/assets/..%2fsecret.js', '/assets/%2e%2e/secret.js', '/assets/../secret.js', '/assets//main-0a1b.js'],
  ])
    expect([at, (await get(server.url + at)).status]).toEqual([at, 404]);
});

test('an asset is sent as the client takes it, and never asked for again', async () => {
  await using server = await serveSite();
  const url = `${server.url}/assets/main-0a1b.js`;
  for (const [accepted, encoding, read] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['brr', undefined, (bytes: Buffer) => bytes],
  ] as const) {
    const { headers, bytes } = await get(url, { 'accept-encoding': accepted });
    expect([accepted, headers['content-encoding'], read(bytes).toString()]).toEqual([accepted, encoding, SCRIPT]);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(bytes.length),
    });
  }
  const head = await get(url, {}, 'HEAD');
  expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(SCRIPT.length)]);
});

test('a page answers HEAD as it answers GET, without its body', async () => {
  await using server = await serveSite();
  for (const at of ['/', '/authors/ada']) {
    const { status, headers, bytes } = await get(server.url + at, {}, 'HEAD');
    expect([at, status, bytes.length, headers['content-length']]).toEqual([at, 200, 0, String(PAGE.length)]);
    expect(headers['etag']).toBe((await get(server.url + at)).headers['etag']);
  }
});

test('the page is asked for each time, and sent only where it is another', async () => {
  await using server = await serveSite();
  const first = await get(`${server.url}/books`, { 'accept-encoding': 'br' });
  const etag = String(first.headers['etag']);
  expect(first.headers['cache-control']).toBe('no-cache');
  for (const [named, status] of [
    [etag, 304],
    [etag.replace('W/', ''), 304],
    [`"other", ${etag}`, 304],
    ['"other"', 200],
  ] as const) {
    const { bytes, ...again } = await get(`${server.url}/`, { 'if-none-match': named });
    expect([named, again.status, again.headers['etag']]).toEqual([named, status, etag]);
    expect(bytes.toString()).toBe(status === 304 ? '' : PAGE);
  }
});

test('no token is asked for a page, and one for what it asks', async () => {
  const env = { PEDIGRAPH_TOKEN: 'a-token-of-some-length' };
  await using server = await serveLibrary({ env, site: { folder, pages: ['/books'] } });
  expect((await server.fetch('/books')).status).toBe(200);
  expect((await server.fetch('/elsewhere')).status).toBe(401);
  expect((await server.ask('{ authors { name } }')).status).toBe(401);
});

test('a link to the IDE may bring a query and no mutation, which its script reads from behind the # and escapes nowhere', async () => {
  await using server = await serveSite();
  const { body } = await server.fetch('/ide/options.js');
  const opened = (hash: string) => {
    let options: Record<string, unknown> = {};
    const editor = { init: (given: typeof options) => (options = given) };
    new Function('location', 'AltairGraphQL', body)({ hash }, editor);
    return options;
  };
  const query = '{ authors { name } } # `$' + '{alert(1)}`</script>\u2028';
  const variables = '{"a": 1}';
  const plain = opened('');
  expect(plain).toMatchObject({ endpointURL: '/graphql', baseURL: '/ide/' });
  expect(opened(`#${new URLSearchParams({ query, variables })}`)).toEqual({
    ...plain,
    initialQuery: query,
    initialVariables: variables,
    preserveState: false,
    instanceStorageNamespace: 'linked_',
  });
  for (const write of ['mutation { buy }', 'query A { a } #\nmutation B { b }', '{ a },mutation{b}'])
    expect([write, opened(`#${new URLSearchParams({ query: write })}`)]).toEqual([write, plain]);
});
