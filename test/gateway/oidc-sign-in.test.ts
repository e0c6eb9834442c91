import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { createJarBrowser, type JarBrowser, type Page, signIn } from './jar-browser.js';
import { type ServerWithOidc, serveWithOidc } from './serve-with-oidc.js';

afterEach(() => void vi.useRealTimers());

const SESSION = '__Host-pedigraph-session';
const SIGN_IN = '__Host-pedigraph-sign-in';
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

/** Asks the API as a page of the server does. */
async function ask(browser: JarBrowser, origin: string, headers: Record<string, string> = OWN_PAGE): Promise<Page> {
  return browser.send(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ asker }' }),
  });
}

/** The actor as whom the API answers, or its status. */
async function actor(browser: JarBrowser, origin: string, headers?: Record<string, string>): Promise<string | number> {
  const { status, text } = await ask(browser, origin, headers);
  return status === 200 ? String(JSON.parse(text).data.asker).split(' ', 1)[0]! : status;
}

/** A browser whose URL of the callback was taken out of it before it went there. */
async function upToCallback({ origin }: ServerWithOidc, browser = createJarBrowser(), path = '/auth/login') {
  const login = await browser.open(`${origin}${path}`);
  const consent = await browser.submit(login, { login: 'ann', password: 'any' });
  const action = /<form[^>]* action="([^"]+)"/.exec(consent.text)?.[1] ?? '';
  let page = await browser.send(new URL(action, consent.url).href, {
    method: 'POST',
    body: new URLSearchParams({ prompt: 'consent' }),
  });
  for (;;) {
    const next = new URL(page.headers.get('location') ?? '', page.url);
    if (next.pathname === '/auth/callback') return { browser, callback: next };
    page = await browser.send(next.href);
  }
}

test('who signs in at the provider asks the API under the name that it gives, from the page where it began', async () => {
  await using served = await serveWithOidc();
  const { origin, provider } = served;
  const browser = createJarBrowser();
  expect(await actor(browser, origin)).toBe(401);
  expect(JSON.parse((await browser.send(`${origin}/auth/methods`)).text)).toEqual({
    bearerToken: true,
    openIdConnect: { issuer: provider.issuer, signIn: '/auth/login', signOut: '/auth/logout' },
  });
  const page = await signIn(browser, `${origin}/auth/login?returnTo=/ide/options.js?a=b`);
  expect([page.status, page.url]).toEqual([200, `${origin}/ide/options.js?a=b`]);
  expect(await actor(browser, origin)).toBe('ann');
  expect(provider.requests).toContain('POST /token');
  expect([...browser.cookies.keys()].filter((name) => name.includes('pedigraph'))).toEqual([SESSION]);
});

test('cookies are the host’s own, for no script and no other site, and end', async () => {
  await using served = await serveWithOidc();
  const { browser, callback } = await upToCallback(served);
  const begun = browser.cookies.get(SIGN_IN)?.attributes;
  expect(begun).toBe('Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax');
  const back = await browser.send(callback.href);
  expect([back.status, back.headers.get('location'), back.headers.get('cache-control')]).toEqual([
    303,
    `${served.origin}/`,
    'no-store',
  ]);
  expect(browser.cookies.get(SESSION)?.attributes).toBe('Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax');
  const { value } = browser.cookies.get(SESSION)!;
  expect(JSON.parse(Buffer.from(value.split('.')[0]!, 'base64url').toString())).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: expect.any(String),
  });
  expect(Buffer.from(value.split('.')[3]!, 'base64url').toString('latin1')).not.toContain('ann');
});

test('the provider is asked for a code with PKCE, state and nonce, each another every time', async () => {
  await using served = await serveWithOidc({ env: { PEDIGRAPH_OIDC_SCOPES: 'profile,email' } });
  const seen = await Promise.all(
    [1, 2].map(async () => {
      const { status, headers } = await createJarBrowser().send(`${served.origin}/auth/login`);
      expect(status).toBe(302);
      return Object.fromEntries(new URL(headers.get('location') ?? '').searchParams);
    }),
  );
  for (const asked of seen) {
    expect(asked).toEqual({
      client_id: 'pedigraph',
      response_type: 'code',
      redirect_uri: `${served.origin}/auth/callback`,
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
  }
  for (const name of ['code_challenge', 'state', 'nonce']) expect(seen[0]![name]).not.toBe(seen[1]![name]);
});

test('groups come from the userinfo endpoint where the ID token has none, and bring their roles', async () => {
  await using served = await serveWithOidc({}, { claims: { groups: ['ml-admins', 'else'] } });
  const browser = createJarBrowser();
  await signIn(browser, `${served.origin}/auth/login`);
  expect(served.provider.requests).toContain('GET /me');
  await ask(browser, served.origin);
  const roles = served.server.library.asked.at(-1)?.request.caller.rights.roles;
  expect(roles).toEqual([{ role: 'ADMIN', namespace: '' }]);
});

test('a sign-in leads to a path of this server and nowhere else', async () => {
  await using served = await serveWithOidc();
  const { origin } = served;
  const elsewhere = [
    ...[
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
    ],
    ...[
      'evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
      ' /',
      '/ x',
      '/a\\b',
      `${origin}.evil.example`,
      `/${'x'.repeat(1_000)}`,
    ],
    ...[
      '/auth/login',
      '/auth/login?returnTo=/',
      '/auth/callback',
      '/x/../auth/logout',
      '/%0d%0aset-cookie:x',
      '/\u0000',
    ],
  ];
  for (const returnTo of elsewhere.filter((path) => path !== '/%0d%0aset-cookie:x')) {
    const page = await createJarBrowser().send(`${origin}/auth/login?${new URLSearchParams({ returnTo })}`);
    expect([returnTo, page.status, page.headers.get('location'), page.headers.getSetCookie()]).toEqual([
      returnTo,
      400,
      null,
      [],
    ]);
    expect(JSON.parse(page.text).errors[0]).toEqual({
      message: expect.stringContaining('a path of this server'),
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  const twice = await createJarBrowser().send(`${origin}/auth/login?returnTo=/a&returnTo=//evil.example`);
  expect(twice.status).toBe(400);
  // A path that a browser would take for another host's if it stood alone, and escapes that stay what they are.
  for (const [returnTo, where] of [
    ['/.//evil.example', `${origin}//evil.example`],
    ['/%0d%0aset-cookie:x', `${origin}/%0d%0aset-cookie:x`],
    ['/a?b=//c#d', `${origin}/a?b=//c#d`],
  ] as const) {
    const { browser, callback } = await upToCallback(
      served,
      createJarBrowser(),
      `/auth/login?${new URLSearchParams({ returnTo })}`,
    );
    expect((await browser.send(callback.href)).headers.get('location')).toBe(where);
  }
});

test('only the browser that began a sign-in ends it, once, with the state that it was given', async () => {
  await using served = await serveWithOidc();
  const { browser, callback } = await upToCallback(served);
  // Login CSRF: the callback of somebody else's sign-in, in a browser that began none, or another.
  const other = createJarBrowser();
  for (const begins of [false, true]) {
    if (begins) await other.send(`${served.origin}/auth/login`);
    const page = await other.send(callback.href);
    expect([page.status, JSON.parse(page.text).errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(other.cookies.has(SESSION)).toBe(false);
  }
  for (const [name, value] of [
    ['state', 'x'],
    ['state', ''],
    ['iss', 'https://evil.example'],
  ] as const) {
    const changed = new URL(callback);
    changed.searchParams.set(name, value);
    expect([name, value, (await browser.send(changed.href)).status]).toEqual([name, value, 400]);
  }
  for (const name of ['state', 'iss', 'code']) {
    const less = new URL(callback);
    less.searchParams.delete(name);
    expect([name, (await browser.send(less.href)).status]).toEqual([name, 400]);
  }
  expect(browser.cookies.has(SESSION)).toBe(false);
  expect((await browser.send(callback.href)).status).toBe(303);
  const again = await browser.send(callback.href);
  expect([again.status, JSON.parse(again.text).errors[0].message]).toEqual([
    400,
    expect.stringContaining('No sign-in was begun in this browser'),
  ]);
});

test('a code that was used before is refused with what to do', async () => {
  await using served = await serveWithOidc();
  const { browser, callback } = await upToCallback(served);
  const begun = browser.cookies.get(SIGN_IN)!;
  expect((await browser.send(callback.href)).status).toBe(303);
  browser.cookies.set(SIGN_IN, begun);
  const page = await browser.send(callback.href);
  expect([page.status, JSON.parse(page.text).errors[0].message]).toEqual([
    400,
    'The code of this sign-in was used before, or is too old: sign in again at /auth/login.',
  ]);
});

test('a sign-in that takes too long, or whose cookie was changed or sealed for something else, is none', async () => {
  await using served = await serveWithOidc();
  const { browser, callback } = await upToCallback(served);
  const begun = browser.cookies.get(SIGN_IN)!;
  const changed = [...begun.value];
  changed[begun.value.length - 5] = changed[begun.value.length - 5] === 'A' ? 'B' : 'A';
  for (const value of [
    changed.join(''),
    '',
    'x',
    `${begun.value}.`,
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....',
    'eyJhbGciOiJub25lIn0.e30.',
  ]) {
    browser.cookies.set(SIGN_IN, { ...begun, value });
    expect([value, (await browser.send(callback.href)).status]).toEqual([value, 400]);
  }
  browser.cookies.set(SIGN_IN, begun);
  // Neither cookie is taken for the other.
  browser.cookies.set(SESSION, begun);
  expect(await actor(browser, served.origin)).toBe(401);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
  expect((await browser.send(callback.href)).status).toBe(400);
});

test('what the provider, or whoever made a URL, wrote is repeated to nobody, and no code or token is logged', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  await using served = await serveWithOidc({ logger });
  const { browser, callback } = await upToCallback(served);
  const state = callback.searchParams.get('state')!;
  const issuer = served.provider.issuer;
  const foreign = '<img src=x onerror=alert(1)>';
  for (const [error, status, known] of [
    ['access_denied', 403, 'refused at the provider'],
    ['server_error', 400, '(server_error)'],
    [foreign, 400, 'did not take the sign-in:'],
  ] as const) {
    const query = new URLSearchParams({
      state,
      iss: issuer,
      error,
      error_description: foreign,
      error_uri: `https://${foreign}`,
    });
    for (const accept of ['text/html,*/*', 'application/json']) {
      const page = await browser.send(`${served.origin}/auth/callback?${query}`, { headers: { accept } });
      expect([error, page.status]).toEqual([error, status]);
      expect(page.headers.get('content-type')).toMatch(
        accept.startsWith('text/html') ? /^text\/html/ : /^application\/json/,
      );
      expect(page.text).toContain(known);
      expect(page.text).not.toMatch(/<img|onerror|&#60;img/);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  }
  await browser.send(callback.href);
  await ask(browser, served.origin);
  const session = browser.cookies.get(SESSION)!.value;
  const token = await served.provider.machineToken();
  await ask(createJarBrowser(), served.origin, { authorization: `Bearer ${token}` });
  await ask(createJarBrowser(), served.origin, { authorization: `Bearer ${token}x` });
  const log = lines.join('');
  expect(log).toContain('"actor":"ann"');
  for (const secret of [
    callback.searchParams.get('code')!,
    state,
    session,
    session.split('.')[4]!,
    token,
    token.split('.')[2]!,
    'the-secret-of-the-client',
    'onerror',
  ])
    expect([secret, log.includes(secret)]).toEqual([secret, false]);
});

test('a provider that does not answer is told as such, before and behind the provider’s pages', async () => {
  await using served = await serveWithOidc();
  const { browser, callback } = await upToCallback(served);
  await served.provider.stop();
  const page = await browser.send(callback.href, { headers: { accept: 'text/html' } });
  expect([page.status, page.text]).toEqual([503, expect.stringContaining('does not answer as it should')]);
  await served.restart({});
  const login = await createJarBrowser().send(`${served.origin}/auth/login`);
  expect([login.status, JSON.parse(login.text).errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
});

test('a client secret that the provider does not know is told as the server’s own trouble', async () => {
  await using served = await serveWithOidc({ env: { PEDIGRAPH_OIDC_CLIENT_SECRET: 'another-secret' } });
  const { browser, callback } = await upToCallback(served);
  const page = await browser.send(callback.href);
  expect([page.status, JSON.parse(page.text).errors[0].message]).toEqual([
    503,
    expect.stringContaining('The provider refuses this server'),
  ]);
});

test('nobody signs in under a name that is the server’s own', async () => {
  await using served = await serveWithOidc();
  const browser = createJarBrowser();
  const page = await signIn(browser, `${served.origin}/auth/login`, 'pedigraph');
  expect([page.status, JSON.parse(page.text).errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  expect(browser.cookies.has(SESSION)).toBe(false);
});

test('logging out ends the session here and leads to the provider, which ends its own', async () => {
  await using served = await serveWithOidc();
  const { origin, provider } = served;
  const browser = createJarBrowser();
  await signIn(browser, `${origin}/auth/login`);
  const copy = browser.cookies.get(SESSION)!;
  const out = await browser.send(`${origin}/auth/logout`, {
    method: 'POST',
    headers: OWN_PAGE,
    body: new URLSearchParams(),
  });
  const next = new URL(out.headers.get('location') ?? '');
  expect([out.status, next.origin + next.pathname]).toEqual([303, `${provider.issuer}/session/end`]);
  expect(Object.fromEntries(next.searchParams)).toEqual({
    client_id: 'pedigraph',
    post_logout_redirect_uri: `${origin}/`,
    id_token_hint: expect.stringMatching(/^eyJ/),
  });
  expect(browser.cookies.has(SESSION)).toBe(false);
  const confirm = await browser.open(next.href);
  expect((await browser.submit(confirm, { logout: 'yes' })).url).toBe(`${origin}/`);
  // A copy that was made before is none any more.
  browser.cookies.set(SESSION, copy);
  expect(await actor(browser, origin)).toBe(401);
  browser.cookies.delete(SESSION);
  expect((await browser.open(`${origin}/auth/login`)).text).toContain('Enter any login');
});

test('no page of another site logs anybody out, and no GET does', async () => {
  await using served = await serveWithOidc();
  const { origin } = served;
  const browser = createJarBrowser();
  await signIn(browser, `${origin}/auth/login`);
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://localhost:1' },
    {},
  ]) {
    const out = await browser.send(`${origin}/auth/logout`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new URLSearchParams(),
    });
    expect([headers, out.status, out.headers.getSetCookie()]).toEqual([headers, 403, []]);
  }
  const page = await browser.send(`${origin}/auth/logout`, { headers: OWN_PAGE });
  expect([page.status, page.headers.getSetCookie(), page.text]).toEqual([
    200,
    [],
    expect.stringContaining('method="post"'),
  ]);
  expect(await actor(browser, origin)).toBe('ann');
});

test('where the provider is away, or ends no sessions, a log-out ends it here', async () => {
  await using served = await serveWithOidc();
  const { origin, provider } = served;
  const browser = createJarBrowser();
  await signIn(browser, `${origin}/auth/login`);
  await provider.stop();
  await served.restart({});
  expect(await actor(browser, origin)).toBe('ann');
  const out = await browser.send(`${origin}/auth/logout`, { method: 'POST', headers: OWN_PAGE });
  expect([out.status, out.headers.get('location'), browser.cookies.has(SESSION)]).toEqual([303, `${origin}/`, false]);
});

test('requests to sign in and out are bounded by address, and the provider is asked nothing beyond that', async () => {
  await using served = await serveWithOidc({ env: { PEDIGRAPH_CALLER_SIGN_INS_PER_MINUTE: '3' } });
  const { origin, provider } = served;
  const send = (path: string, headers = {}) => createJarBrowser().send(`${origin}${path}`, { headers });
  for (const path of ['/auth/login', '/auth/callback?code=x&state=y', '/auth/logout']) {
    expect((await send(path)).status).toBeLessThan(429);
  }
  const asked = provider.requests.length;
  for (const accept of ['application/json', 'text/html']) {
    for (const path of ['/auth/login', '/auth/callback?code=x&state=y', '/auth/logout']) {
      const { status, headers, text } = await send(path, { accept });
      expect([path, status]).toEqual([path, 429]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(text).toContain('within a minute');
    }
  }
  expect(provider.requests.length).toBe(asked);
  const authorization = `Bearer ${await provider.sign()}`;
  expect(await actor(createJarBrowser(), origin, { authorization })).toBe('ann');
});

test('where more requests are under way than memory is meant for, signing in is refused like the others', async () => {
  await using served = await serveWithOidc({ env: { PEDIGRAPH_LOAD_REQUESTS: '1' } });
  const { origin, provider } = served;
  const leave = new AbortController();
  const held = fetch(`${origin}/graphql`, {
    method: 'POST',
    signal: leave.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await provider.sign()}` },
    body: JSON.stringify({ query: '{ slow(ms: 600000) }' }),
  }).catch(() => {});
  const status = async (path: string) => (await createJarBrowser().send(`${origin}${path}`)).status;
  await vi.waitUntil(() => served.server.library.asked.length > 0, { timeout: 60_000 });
  for (const path of ['/auth/login', '/auth/logout']) expect([path, await status(path)]).toEqual([path, 503]);
  expect(await status('/health/live')).toBe(200);
  leave.abort();
  await held;
});

test('who shows no credential is given the address at which people sign in, where there is one', async () => {
  const refusal = async ({ origin }: ServerWithOidc) => {
    const { text } = await createJarBrowser().send(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ asker }' }),
    });
    return JSON.parse(text).errors[0].message;
  };
  await using served = await serveWithOidc();
  expect(await refusal(served)).toBe(
    `The server wants a token; send the header "Authorization: Bearer <token>", or sign in with a browser at ${served.origin}/auth/login.`,
  );
  await served.restart({
    PEDIGRAPH_OIDC_CLIENT_ID: '',
    PEDIGRAPH_OIDC_PUBLIC_URL: '',
    PEDIGRAPH_OIDC_SESSION_SECRETS: '',
  });
  expect(await refusal(served)).toBe('The server wants a token; send the header "Authorization: Bearer <token>".');
});
