import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveWithOidc } from './serve-with-oidc.js';

/** Debian's package `chromium`; .ci/run installs it, and fails where it is not there afterwards. */
const CHROMIUM = '/usr/bin/chromium';

const isThere = existsSync(CHROMIUM);
if (!isThere)
  console.warn(`NOT RUN: signing in with a real browser. ${CHROMIUM} is not there: apt-get install chromium.`);

/** Milliseconds after which something of the browser hangs; it is no verdict. */
const HANGS = 240_000;

let browser: Browser;
beforeAll(async () => {
  // As root, as which containers run, it has no sandbox of its own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (isThere) browser = await chromium.launch({ executablePath: CHROMIUM, args });
});
afterAll(async () => browser?.close());

/** Asks the API from within a page, as a page does; resolves to the actor, or to the status. */
function actorIn(page: Page, api: string): Promise<string | number> {
  return page.evaluate(async (url) => {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: '{"query":"{ asker }"}',
        credentials: 'include',
      });
      if (response.status !== 200) return response.status;
      return ((await response.json()) as { data: { asker: string } }).data.asker.split(' ', 1)[0]!;
    } catch {
      return 'not let read';
    }
  }, api);
}

/** Opens a socket from within a page; resolves to the first message, or the code with which it was closed. */
function socketIn(page: Page, api: string): Promise<string> {
  return page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url, 'graphql-transport-ws');
        socket.onopen = () => socket.send('{"type":"connection_init"}');
        socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)).type);
        socket.onclose = ({ code }) => resolve(`closed ${code}`);
      }),
    api.replace('http', 'ws'),
  );
}

/** Puts something on a page, as its own script would. */
function show(page: Page, html: string): Promise<void> {
  return page.evaluate(`document.body.innerHTML = ${JSON.stringify(html)}; undefined`);
}

test.skipIf(!isThere)(
  'somebody signs in with a browser, asks the API from a page of this server, and logs out on another',
  async () => {
    await using served = await serveWithOidc();
    const { origin, provider } = served;
    const context = await browser.newContext();
    context.setDefaultTimeout(HANGS);
    const page = await context.newPage();
    await page.goto(`${origin}/auth/login?returnTo=/`);
    await page.fill('input[name=login]', 'ann');
    await page.fill('input[name=password]', 'any');
    await page.click('button[type=submit]');
    await page.click('button[type=submit]'); // consents
    await page.waitForURL(`${origin}/`);

    const cookies = await context.cookies(origin);
    expect(cookies.filter(({ name }) => name.includes('pedigraph'))).toEqual([
      expect.objectContaining({
        name: '__Host-pedigraph-session',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
        domain: 'localhost',
      }),
    ]);
    expect(await page.evaluate('document.cookie')).not.toContain('pedigraph');
    expect(await actorIn(page, `${origin}/graphql`)).toBe('ann');
    expect(await socketIn(page, `${origin}/graphql`)).toBe('connection_ack');

    // A page of another origin of the same host: to a browser the same site, so it sends the cookie along.
    const asked = served.server.library.asked.length;
    const other = await context.newPage();
    await other.goto(`${provider.issuer}/.well-known/openid-configuration`);
    expect(await actorIn(other, `${origin}/graphql`)).toBe('not let read');
    expect(await socketIn(other, `${origin}/graphql`)).toBe('closed 1006');
    await show(
      other,
      `<img src="${origin}/graphql?query={asker}"><form method="post" action="${origin}/auth/logout"><button>x</button></form>`,
    );
    const [logout] = await Promise.all([other.waitForResponse(`${origin}/auth/logout`), other.click('button')]);
    expect(logout.status()).toBe(403);
    expect(served.server.library.asked.length).toBe(asked);
    expect(await actorIn(page, `${origin}/graphql`)).toBe('ann');

    await page.goto(`${origin}/auth/logout`);
    await page.click('button');
    await page.click('button[name=logout]');
    await page.waitForURL(`${origin}/`);
    expect(await actorIn(page, `${origin}/graphql`)).toBe(401);
    await context.close();
  },
);

test.skipIf(!isThere)('what does not work is told on a page, in which nothing runs', async () => {
  await using served = await serveWithOidc();
  const page = await browser.newPage();
  page.setDefaultTimeout(HANGS);
  await page.goto(`${served.origin}/auth/callback?code=<script>document.title='run'</script>&state=x`);
  expect(await page.locator('h1').textContent()).toBe('This did not work');
  expect(await page.locator('p').first().textContent()).toContain('No sign-in was begun in this browser');
  expect(await page.title()).toBe('Pedigraph: sign-in');
  await page.click('a');
  await page.waitForURL(`${served.provider.issuer}/**`);
  await page.close();
});
