import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#process/distributed/free-port.js';
import { CLIENT, serveOidcProvider } from '../gateway/serve-oidc-provider.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { dialogOf, openPeople, press } from './explorer-people.js';
import {
  CAN_BROWSE,
  type ExplorerWorld,
  noteRequests,
  openExplorerWorld,
  openPage,
  settled,
  violationsOn,
} from './explorer-world.js';

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const PRODUCTION = { model: 'demo/churn', alias: 'production' };

/** Points production at a version, by the API. */
async function setProduction(version: string): Promise<void> {
  const { errors } = await world.graph.ask(
    'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }',
    { input: { ...PRODUCTION, version } },
  );
  if (errors !== undefined) throw new Error(errors[0]?.message);
}

/** Tags a model so many times, each an event of the ledger. */
async function tag(value: string): Promise<void> {
  const { errors } = await world.graph.ask(
    'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }',
    { input: { of: 'demo/churn', set: { live: value } } },
  );
  if (errors !== undefined) throw new Error(errors[0]?.message);
}

const streaming = (page: Page, mode = 'streaming') => page.locator(`[data-live=${mode}]`).waitFor();

test.skipIf(!CAN_BROWSE)(
  'what somebody writes is shown in every tab of another, by one stream, and the row flashes',
  async () => {
    await using shown = await world.open();
    const { page, show } = shown;
    const context = page.context();
    const other = await context.newPage();
    noteRequests(other);
    const streams: string[] = [];
    context.on('request', (request) => {
      if (new URL(request.url()).pathname === '/graphql/stream') streams.push(request.url());
    });
    await show('/models/demo/churn');
    await streaming(page);
    await other.goto('/models/demo/churn@1.1.0');
    await settled(other);
    await streaming(other);
    expect(streams.length).toBe(1);
    await page.evaluate(`
      window.flashed = [];
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...given) {
        window.flashed.push(this.textContent);
        return animate.apply(this, given);
      };
    `);
    await setProduction('2.0.0');
    await page.locator('dd', { hasText: 'production 2.0.0' }).waitFor();
    await expect.poll(() => other.locator('h1').innerText()).not.toContain('@production');
    await expect.poll(() => page.evaluate('window.flashed.join()')).toContain('production 2.0.0');
    await expect.poll(() => page.getByRole('banner').getByText('demo/churn@2.0.0, by').count()).toBe(1);
    // The tab that followed for both is gone: the other follows from where it was.
    await page.close();
    await expect.poll(() => streams.length).toBe(2);
    await setProduction('1.1.0');
    await expect.poll(() => other.locator('h1').innerText()).toContain('@production');
  },
);

test.skipIf(!CAN_BROWSE)(
  'a stream that is cut is resumed where it broke: nothing is lost, and lists do not jump',
  async () => {
    await using proxy = await startTcpProxy(world.origin);
    await using shown = await openPage(world.browser, `http://127.0.0.1:${proxy.port}`);
    const { page, show } = shown;
    await show('/ledger');
    await streaming(page);
    const rows = page.locator('main tbody tr');
    const before = await rows.first().innerText();
    proxy.suffer({ kind: 'cut' });
    await streaming(page, 'off');
    for (const value of ['one', 'two', 'three']) await tag(value);
    proxy.suffer({ kind: 'none' });
    await page.getByText('3 new since this was read.').waitFor();
    expect(await rows.first().innerText()).toBe(before);
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.getByText('new since this was read.').waitFor({ state: 'detached' });
    await expect.poll(() => rows.first().innerText()).toMatch(/tags changed\s+demo\/churn/);
  },
);

test.skipIf(!CAN_BROWSE)(
  'where streams are forbidden what is written is asked for, and a page that nobody sees rests',
  async () => {
    await using shown = await world.open();
    const { page, asked, show } = shown;
    await page.route('**/graphql/stream', (route) => route.fulfill({ status: 403, body: 'no streams here' }));
    await page.clock.install();
    await show('/models/demo/churn@2.0.0');
    await streaming(page, 'polling');
    await setProduction('2.0.0');
    await page.clock.fastForward(16_000);
    await expect.poll(() => asked.filter((name) => name === 'News').length).toBe(2);
    await page.clock.fastForward(3_000);
    await expect.poll(() => page.locator('h1').innerText()).toContain('@production');
    await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  `);
    asked.length = 0;
    await page.clock.fastForward(120_000);
    await settled(page);
    expect(asked.filter((name) => name === 'News' || name === 'Version')).toEqual([]);
  },
);

test.skipIf(!CAN_BROWSE)('who signs in at the provider comes back to the page, and writes by the session', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  await using provider = await serveOidcProvider({ publicUrl: origin, claims: { groups: ['ml-admins'] } });
  await world.graph.serveBeside({
    PORT: String(port),
    PEDIGRAPH_ACCESS_ANONYMOUS: 'never',
    PEDIGRAPH_OIDC_ISSUER: provider.issuer,
    PEDIGRAPH_OIDC_ROLES: 'ml-admins=ADMIN',
    PEDIGRAPH_OIDC_CLIENT_ID: CLIENT.id,
    PEDIGRAPH_OIDC_CLIENT_SECRET: CLIENT.secret,
    PEDIGRAPH_OIDC_PUBLIC_URL: origin,
    PEDIGRAPH_OIDC_SESSION_SECRETS: 'a-secret-of-sessions-of-some-length',
  });
  await using shown = await openPage(world.browser, origin);
  const { page } = shown;
  await page.goto('/models/demo/churn@1.1.0');
  await press(page.getByRole('alert'), 'Sign in …');
  await page.getByRole('link', { name: `sign in at ${new URL(provider.issuer).host}` }).click();
  await page.locator('[name=login]').fill('olga');
  await page.locator('[name=password]').fill('any');
  await page.locator('[type=submit]').click();
  await page.locator('[type=submit]', { hasText: 'Continue' }).click();
  await page.waitForURL('**/models/demo/churn@1.1.0');
  await streaming(page);
  await page.getByText('Change ▾').click();
  await press(page, 'Approve …');
  await press(dialogOf(page), 'Approve');
  await dialogOf(page).getByText('Approved').waitFor();
  await press(dialogOf(page), 'Close');
  await page.getByRole('listitem').filter({ hasText: 'olga' }).first().waitFor();
  expect(
    await page.evaluate(
      "[JSON.stringify({ ...localStorage }), sessionStorage.getItem('pedigraph.token'), document.cookie]",
    ),
  ).toEqual(['{}', null, '']);
});

// The last of this file: the first key ends the time in which nobody needs one.
test.skipIf(!CAN_BROWSE)('a key is shown once and stands nowhere else; roles are granted and taken away', async () => {
  const people = await openPeople(world);
  await using shown = await people.openAs('ann');
  const { page, faults, show } = shown;
  const dialog = dialogOf(page);
  await show('/access');
  await press(page, 'Grant a role …');
  await dialog.getByLabel('To whom').fill('otto');
  await dialog.getByLabel('Role').selectOption('CONTRIBUTOR');
  const namespace = dialog.getByLabel('In this namespace');
  await namespace.fill('no namespace');
  await press(dialog, 'Grant it');
  await expect.poll(() => namespace.getAttribute('aria-invalid')).toBe('true');
  await namespace.fill('demo');
  await press(dialog, 'Grant it');
  await dialog.getByText('otto is CONTRIBUTOR of demo.').waitFor();
  await press(dialog, 'Close');
  await page.getByRole('row', { name: 'otto' }).getByRole('button', { name: 'Take away …' }).click();
  await press(dialog, 'Take it away');
  await dialog.getByText('otto has no role by name in demo any more.').waitFor();
  await press(dialog, 'Close');
  await expect
    .poll(() => page.getByRole('row', { name: 'otto' }).allInnerTexts())
    .toEqual([expect.stringContaining('taken away'), expect.stringMatching(/CONTRIBUTOR\s+earlier/)]);

  await press(page, 'Make a key …');
  await dialog.getByLabel('What for').fill('a notebook');
  // A browser lets a year of five digits be typed, which is no date of the API: the field says so, and nothing is sent.
  const until = dialog.getByLabel('Until');
  const day = await until.inputValue();
  await until.fill('12027-01-01');
  await press(dialog, 'Make it');
  await expect.poll(() => dialog.locator('input:invalid').getAttribute('name')).toBe('expiresAt');
  await until.fill(day);
  await press(dialog, 'Make it');
  const secret = (await dialog.locator('[data-secret]').innerText()).trim();
  expect(secret).toMatch(/^pdg_/);
  expect([await violationsOn(page), faults]).toEqual([[], []]);
  const me = await world.graph.ask<{ me: { actor: string } }>('{ me { actor } }', {}, { token: secret });
  expect(me.data.me.actor).toBe('ann');
  await press(dialog, 'Close');
  await dialog.waitFor({ state: 'detached' });
  const stored =
    '[JSON.stringify({ ...localStorage, ...sessionStorage }), document.cookie, location.href, document.documentElement.outerHTML].join()';
  // A dialog that has closed is in the document until React has drawn once more.
  await expect.poll(() => page.evaluate(stored)).not.toContain(secret);
  await page.getByRole('row', { name: 'a notebook' }).getByRole('button', { name: 'Revoke …' }).click();
  await press(dialog, 'Revoke it');
  await dialog.getByText('a notebook is revoked').waitFor();
  const refused = await world.graph.ask('{ me { actor } }', {}, { token: secret });
  expect(refused.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
