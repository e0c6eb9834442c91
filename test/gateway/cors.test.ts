import { expect, test } from 'vitest';
import { ConfigError } from '#platform/config/read-config.js';
import { testConfig } from '../support/test-config.js';
import { serveLibrary } from './serve-library.js';

const APP = 'https://app.example';
const TOKEN = 'a-token-of-some-length';
const PREFLIGHT = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
const JSON_POST = { method: 'POST', body: '{"query":"{ asker }"}' };
const JSON_TYPE = { 'content-type': 'application/json' };
const allowed = ({ headers }: { readonly headers: Headers }) => headers.get('access-control-allow-origin');

test('no page of another origin may read, where nothing is set', async () => {
  await using server = await serveLibrary();
  const origin = { origin: APP };
  const preflight = await server.fetch('/graphql', { method: 'OPTIONS', headers: { ...origin, ...PREFLIGHT } });
  const asked = await server.fetch('/graphql', { ...JSON_POST, headers: { ...origin, ...JSON_TYPE } });
  expect([preflight.status, allowed(preflight), asked.status, allowed(asked)]).toEqual([403, null, 403, null]);
});

test('a page of a listed origin is told what it may send, without a token, and reads answers and refusals', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_CORS_ORIGINS: APP, PEDIGRAPH_TOKEN: TOKEN } });
  for (const path of ['/graphql', '/graphql/stream']) {
    const preflight = await server.fetch(path, { method: 'OPTIONS', headers: { origin: APP, ...PREFLIGHT } });
    expect([path, preflight.status, allowed(preflight)]).toEqual([path, 204, APP]);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();

    const headers = { origin: APP, authorization: `Bearer ${TOKEN}`, ...JSON_TYPE };
    const answered = await server.fetch(path, { ...JSON_POST, headers });
    expect([path, answered.status, allowed(answered)]).toEqual([path, 200, APP]);
    expect(answered.headers.get('vary')).toContain('Origin');
    const refused = await server.fetch(path, { ...JSON_POST, headers: { origin: APP, ...JSON_TYPE } });
    expect([path, refused.status, allowed(refused)]).toEqual([path, 401, APP]);
  }
  for (const origin of ['https://evil.example', `${APP}.evil.example`, 'http://app.example', `${APP}:444`, 'null']) {
    const preflight = await server.fetch('/graphql', { method: 'OPTIONS', headers: { origin, ...PREFLIGHT } });
    const headers = { origin, authorization: `Bearer ${TOKEN}`, ...JSON_TYPE };
    const asked = await server.fetch('/graphql', { ...JSON_POST, headers });
    expect([origin, preflight.status, allowed(preflight), asked.status, allowed(asked)]).toEqual([
      origin,
      204, // without the header that would let the browser go on
      null,
      403,
      null,
    ]);
  }
});

test('every page may read where * is set', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_CORS_ORIGINS: '*' } });
  const asked = await server.fetch('/graphql', { ...JSON_POST, headers: { origin: APP, ...JSON_TYPE } });
  expect([asked.status, allowed(asked)]).toEqual([200, '*']);
});

test('what is no origin is refused at the start', () => {
  for (const text of ['app.example', `${APP}/`, `${APP}/path`, `${APP},x`])
    expect(() => testConfig({ PEDIGRAPH_CORS_ORIGINS: text }), text).toThrow(ConfigError);
  expect(testConfig({ PEDIGRAPH_CORS_ORIGINS: `${APP}, http://localhost:5173` }).corsOrigins).toEqual([
    APP,
    'http://localhost:5173',
  ]);
});
