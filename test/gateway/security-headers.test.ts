import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { gatewayHeaders } from '../support/internal-tokens.js';
import { serveLibrary } from './serve-library.js';
import { serveDistributed } from './serve-over-http.js';

const NO_PAGE = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const JSON_POST = { method: 'POST', headers: { 'content-type': 'application/json' } };

/** The security headers among some, and what no answer says. */
function securityOf(headers: Headers) {
  for (const name of ['strict-transport-security', 'x-powered-by', 'server']) expect(headers.has(name)).toBe(false);
  return Object.fromEntries(Object.keys(NO_PAGE).map((name) => [name, headers.get(name)]));
}

/** The head of the answer to some bytes. */
async function headOf(url: string, bytes: string): Promise<Headers> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (piece) => (text += piece));
  socket.write(bytes);
  await once(socket, 'close');
  const [, ...lines] = text.split('\r\n\r\n', 1)[0]!.split('\r\n');
  return new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string]));
}

test('every answer of a gateway has the security headers, whatever it is that was asked', async () => {
  const env = { PEDIGRAPH_TOKEN: 'a-token-of-some-length', PEDIGRAPH_CORS_ORIGINS: 'https://app.example' };
  await using server = await serveLibrary({ env });
  const authorization = 'Bearer a-token-of-some-length';
  const asking = { ...JSON_POST, headers: { ...JSON_POST.headers, authorization } };
  const requests: [path: string, status: number, init?: RequestInit][] = [
    ['/graphql', 200, { ...asking, body: '{"query":"{ asker }"}' }],
    ['/graphql', 200, { ...asking, body: '{"query":"{"}' }],
    ['/graphql', 400, { ...asking, body: '{' }],
    ['/graphql', 401, { ...JSON_POST, body: '{}' }],
    ['/graphql', 405, { ...asking, method: 'DELETE', body: '{"query":"{ asker }"}' }],
    ['/graphql', 403, { ...asking, headers: { ...asking.headers, origin: 'https://evil.example' }, body: '{}' }],
    [
      '/graphql',
      204,
      { method: 'OPTIONS', headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' } },
    ],
    ['/graphql/stream', 200, { ...asking, body: '{"query":"{ asker }"}' }],
    ['/health/live', 200],
    ['/health/ready', 200],
    ['/metrics', 200, { headers: { authorization } }],
    ['/nothing', 404, { headers: { authorization } }],
    ['/ide/nothing', 404],
    ['/%zz', 400, { headers: { authorization } }],
  ];
  for (const [path, status, init] of requests) {
    const answer = await server.fetch(path, init);
    expect([path, answer.status, securityOf(answer.headers)]).toEqual([path, status, NO_PAGE]);
  }
});

test('what is answered without a request to Fastify has them too', async () => {
  await using server = await serveLibrary();
  const upgrade = (path: string, key: string) =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
  for (const bytes of [
    'nonsense\r\n\r\n',
    `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
    upgrade('/elsewhere', 'dGhlIHNhbXBsZSBub25jZQ=='),
    upgrade('/graphql', 'no-key'),
  ])
    expect(securityOf(await headOf(server.url, bytes))).toEqual(NO_PAGE);
});

test('the page of the IDE may load from its own server alone, and nothing else may be loaded', async () => {
  await using server = await serveLibrary();
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(';');
  for (const path of ['/', '/ide/', '/ide/options.js', '/ide/main.js'])
    expect(securityOf((await server.fetch(path)).headers)).toEqual({ ...NO_PAGE, 'content-security-policy': policy });
});

test('every answer of a subgraph has them', async () => {
  await using library = await serveDistributed();
  const shown = await gatewayHeaders('books');
  const at = (path: string) => new URL(path, library.urls.books);
  const told = { ...JSON_POST, headers: { ...JSON_POST.headers, ...shown }, body: '{"query":"{ __typename }"}' };
  for (const [path, status, init] of [
    ['/graphql', 200, told],
    ['/graphql', 401, JSON_POST],
    ['/version', 200, { headers: shown }],
    ['/health/live', 200, {}],
    ['/nothing', 401, {}],
  ] as const) {
    const answer = await fetch(at(path), init);
    await answer.text();
    expect([path, answer.status, securityOf(answer.headers)]).toEqual([path, status, NO_PAGE]);
  }
});
