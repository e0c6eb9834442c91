import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { SESSION_COOKIE } from '#gateway/authentication/oidc/session/cookies.js';
import { createSealedCookies } from '#gateway/authentication/oidc/session/sealed-cookie.js';
import { createJarBrowser, type JarBrowser, signIn } from './jar-browser.js';
import { SESSION_SECRET, type ServerWithOidc, serveWithOidc } from './serve-with-oidc.js';

const SESSION = '__Host-pedigraph-session';
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
const QUERY = { query: '{ asker }' };

let served: ServerWithOidc;
let browser: JarBrowser;

beforeEach(async () => {
  served = await serveWithOidc();
  browser = createJarBrowser();
  await signIn(browser, `${served.origin}/auth/login`);
});

afterEach(async () => {
  vi.useRealTimers();
  await served[Symbol.asyncDispose]();
});

/** The actor as whom the API answers a POST, or its status. */
async function actor(headers: Record<string, string> = OWN_PAGE): Promise<string | number> {
  const { status, text } = await browser.send(`${served.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(QUERY),
  });
  return status === 200 ? String(JSON.parse(text).data.asker).split(' ', 1)[0]! : status;
}

const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });

test('a cookie without a sign that a page of this server sent it is refused, on every path and by every method', async () => {
  const { origin } = served;
  const strange: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '' },
    { 'sec-fetch-site': 'cross-site', origin },
    { 'sec-fetch-site': 'same-site', 'apollo-require-preflight': 'yes' },
    { origin: 'http://localhost:1' },
    { origin: `http://127.0.0.1:${new URL(origin).port}`, 'apollo-require-preflight': 'yes' },
    { origin: origin.replace('http', 'https') },
  ];
  for (const headers of strange) expect([headers, await actor(headers)]).toEqual([headers, 401]);
  for (const headers of [...strange, {} as Record<string, string>]) {
    for (const path of ['/graphql', '/graphql/stream', '/metrics', '/nothing'])
      for (const method of ['GET', 'HEAD', 'DELETE']) {
        const { status } = await browser.send(`${origin}${path}?${new URLSearchParams(QUERY)}`, { method, headers });
        expect([path, method, headers, status]).toEqual([path, method, headers, 401]);
      }
  }
  expect(served.server.library.asked).toEqual([]);
  const { text } = await browser.send(`${origin}/graphql?${new URLSearchParams(QUERY)}`);
  expect(JSON.parse(text).errors[0].message).toMatch(
    /without a sign that a page of http.* sent it \(CSRF\): send the header/,
  );
});

test('what a page of this server sends is taken: by what the browser says of it, by its origin, or by a header that no other page may send', async () => {
  const { origin } = served;
  for (const headers of [OWN_PAGE, { ...OWN_PAGE, origin: 'null' }, { origin }, {}])
    expect(await actor(headers as Record<string, string>)).toBe('ann');
  for (const headers of [OWN_PAGE, { 'apollo-require-preflight': 'yes' }, { origin }]) {
    const { status, text } = await browser.send(`${origin}/graphql?${new URLSearchParams(QUERY)}`, {
      headers: headers as Record<string, string>,
    });
    expect([status, text]).toEqual([200, expect.stringContaining('ann ')]);
  }
});

test('no page of another origin is ever told that it may send cookies', async () => {
  await served.restart({ PEDIGRAPH_CORS_ORIGINS: '*' });
  const headers = {
    origin: 'https://app.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'apollo-require-preflight,content-type',
  };
  const asked = await browser.send(`${served.origin}/graphql`, { method: 'OPTIONS', headers });
  expect([asked.status, asked.headers.get('access-control-allow-credentials')]).toEqual([204, null]);
  expect(await actor({ origin: 'https://app.example' })).toBe(401);
});

test('a bearer token counts before the cookie: with a wrong one nobody is let in', async () => {
  const token = await served.provider.sign({ sub: 'ben' });
  expect(await actor({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' })).toBe('ben');
  expect(await actor({ ...OWN_PAGE, authorization: `Bearer ${token}x` })).toBe(401);
});

test('a cookie that was changed, cut, made by somebody, or sealed for something else opens nothing', async () => {
  const cookie = browser.cookies.get(SESSION)!;
  const parts = cookie.value.split('.');
  const part = (index: number, value: string) => parts.map((old, at) => (at === index ? value : old)).join('.');
  const flipped = (text: string) => `${text.slice(0, -2)}${text.at(-2) === 'A' ? 'B' : 'A'}${text.at(-1)}`;
  const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { kid } = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString());
  const content = {
    id: '1',
    since: Math.floor(Date.now() / 1_000),
    person: { actor: 'root', kind: 'USER', groups: ['ml-admins'] },
  };
  const seal = (secret: string, purpose: string) =>
    createSealedCookies({ secrets: [secret], purpose }).seal(content, 60);
  const purpose = `session of pedigraph at ${served.provider.issuer}`;
  const wrong = {
    empty: '',
    'one text': 'x',
    cut: cookie.value.slice(0, -4),
    'another ciphertext': part(3, flipped(parts[3]!)),
    'another tag': part(4, flipped(parts[4]!)),
    'another vector': part(2, flipped(parts[2]!)),
    'no kid': part(0, header({ alg: 'dir', enc: 'A256GCM' })),
    'another kid': part(0, header({ alg: 'dir', enc: 'A256GCM', kid: 'x' })),
    'another algorithm': part(0, header({ alg: 'A256KW', enc: 'A256GCM', kid })),
    'another encryption': part(0, header({ alg: 'dir', enc: 'A128CBC-HS256', kid })),
    compressed: part(0, header({ alg: 'dir', enc: 'A256GCM', kid, zip: 'DEF' })),
    'a signed token in its place': await served.provider.sign(),
    'no encryption': `${header({ alg: 'none' })}.${header({ content, exp: 1e10 })}.`,
    'another secret': await seal('another-secret-of-sessions-of-length', purpose),
    'another purpose': await seal(SESSION_SECRET, 'sign-in'),
    'another provider': await seal(SESSION_SECRET, 'session of pedigraph at https://evil.example'),
    long: 'eyJ'.padEnd(8_000, 'A'),
  };
  for (const [name, value] of Object.entries(wrong)) {
    browser.cookies.set(SESSION, { ...cookie, value });
    expect([name, await actor()]).toEqual([name, 401]);
  }
  browser.cookies.set(SESSION, { ...cookie, value: await seal(SESSION_SECRET, purpose) });
  expect(await actor()).toBe('root'); // so that what was refused above was refused for its difference
  browser.cookies.set(SESSION, cookie);
  expect(await actor()).toBe('ann');
});

test('a session ends when it is not used, and goes on while it is, but no longer than its longest age', async () => {
  const first = browser.cookies.get(SESSION)!.value;
  expect(await actor()).toBe('ann');
  expect(browser.cookies.get(SESSION)!.value).toBe(first);
  later(31 * 60);
  expect(await actor()).toBe('ann');
  const second = browser.cookies.get(SESSION)!;
  expect(second.value).not.toBe(first);
  expect(second.attributes).toBe('Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax');
  later(31 * 60);
  browser.cookies.set(SESSION, { ...second, value: first });
  expect(await actor()).toBe(401); // the first cookie has ended
  browser.cookies.set(SESSION, second);
  expect(await actor()).toBe('ann');
  for (let minutes = 62; minutes < 8 * 60 - 30; minutes += 30) {
    later(30 * 60 + 1);
    expect([minutes, await actor()]).toEqual([minutes, 'ann']);
  }
  expect(Number(/Max-Age=(\d+)/.exec(browser.cookies.get(SESSION)!.attributes)?.[1])).toBeLessThan(3_600);
  later(60 * 60);
  expect(await actor()).toBe(401);
});

test('only what lets a request in lets the session go on', async () => {
  const { value } = browser.cookies.get(SESSION)!;
  later(31 * 60);
  const token = await served.provider.sign({ sub: 'ben' });
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { ...OWN_PAGE, authorization: `Bearer ${token}` }]) {
    await actor(headers as Record<string, string>);
    expect(browser.cookies.get(SESSION)!.value).toBe(value);
  }
  await browser.send(`${served.origin}/ide/options.js`, { headers: { 'sec-fetch-site': 'none' } });
  expect(browser.cookies.get(SESSION)!.value).toBe(value);
});

test('secrets are changed by turns: the newest seals, the older ones open until they are taken out, and no session survives that', async () => {
  const next = 'the-next-secret-of-sessions-of-length';
  const { value } = browser.cookies.get(SESSION)!;
  await served.restart({ PEDIGRAPH_OIDC_SESSION_SECRETS: `${next},${SESSION_SECRET}` });
  expect(await actor()).toBe('ann');
  const renewed = createJarBrowser();
  await signIn(renewed, `${served.origin}/auth/login`);
  await served.restart({ PEDIGRAPH_OIDC_SESSION_SECRETS: next });
  expect(await actor()).toBe(401);
  expect(browser.cookies.get(SESSION)!.value).toBe(value);
  browser.cookies.set(SESSION, renewed.cookies.get(SESSION)!);
  expect(await actor()).toBe('ann');
});

test('a session outlives a restart, but no change of provider, of client, or of its ages', async () => {
  await served.restart({});
  expect(await actor()).toBe('ann');
  await served.restart({ PEDIGRAPH_OIDC_CLIENT_ID: 'another' });
  expect(await actor()).toBe(401);
  await served.restart({ PEDIGRAPH_OIDC_SESSION_SECONDS: '60' });
  later(61);
  expect(await actor()).toBe(401);
});

test('roles are those that the groups have by the settings of today', async () => {
  await actor();
  const rolesNow = () => served.server.library.asked.at(-1)?.request.caller.rights.roles;
  expect(rolesNow()).toEqual([{ role: 'CONTRIBUTOR', namespace: 'vision' }]);
  await served.restart({ PEDIGRAPH_OIDC_ROLES: 'vision=VIEWER@vision' });
  await actor();
  expect(rolesNow()).toEqual([{ role: 'VIEWER', namespace: 'vision' }]);
});

test('a socket takes the cookie from a page of this server alone', async () => {
  const { origin } = served;
  const cookie = `${SESSION}=${browser.cookies.get(SESSION)!.value}`;
  const acknowledged = async (headers: Record<string, string>): Promise<string> => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie, ...headers },
    });
    const refused = once(socket, 'error').then(([error]) => String(error.message));
    const opened = once(socket, 'open').then(async () => {
      socket.send(JSON.stringify({ type: 'connection_init' }));
      const message = once(socket, 'message').then(([data]) => JSON.parse(String(data)).type as string);
      const closed = once(socket, 'close').then(([code]) => `closed ${code}`);
      return Promise.race([message, closed]);
    });
    refused.catch(() => {});
    opened.catch(() => {});
    const outcome = await Promise.race([opened, refused]);
    socket.terminate();
    return outcome;
  };
  expect(await acknowledged({ origin })).toBe('connection_ack');
  expect(await acknowledged({ origin: 'http://evil.example' })).toContain('403');
  expect(await acknowledged({ origin: origin.replace('localhost', '127.0.0.1') })).toContain('403');
  // What no browser sends: without an origin it is no page, and says by nothing that it is none of another.
  expect(await acknowledged({})).toBe('closed 4403');
  await served.restart({ PEDIGRAPH_CORS_ORIGINS: 'https://app.example' });
  expect(await acknowledged({ origin: 'https://app.example' })).toBe('closed 4403');
});

test('a cookie that is longer than browsers keep is made without what a log-out can do without', async () => {
  const { createSessions } = await import('#gateway/authentication/oidc/session/sessions.js');
  const sessions = createSessions({
    sessionSecrets: [SESSION_SECRET],
    issuer: 'https://login.example',
    clientId: 'x',
    sessionIdleSeconds: 60,
    sessionSeconds: 600,
  });
  const person = { actor: 'ann', kind: 'USER', groups: [] } as const;
  for (const [length, isKept] of [
    [1_000, true],
    [4_000, false],
  ] as const) {
    const line = await sessions.begin({ person, idToken: 'x'.repeat(length) });
    expect(line.length).toBeLessThanOrEqual(4_096);
    const opened = await sessions.open(SESSION_COOKIE.read(line)!);
    expect([opened?.person, opened?.idToken !== undefined]).toEqual([person, isKept]);
  }
});
