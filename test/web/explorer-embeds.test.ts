import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedBlocks } from '../docs/documented-blocks.js';
import {
  CAN_BROWSE,
  type ExplorerWorld,
  HOSTILE,
  openExplorerWorld,
  openPage,
  violationsOn,
} from './explorer-world.js';

const TOKEN = 'the-token-of-whoever-looks';

/** A page of somebody else's server that frames what its address names, and notes what the frame says. */
interface Notebook {
  readonly origin: string;
}

let world: ExplorerWorld;
let framed: string;
let notebook: Notebook;
let stranger: Notebook;
const CLOSERS: (() => void)[] = [];

beforeAll(async () => {
  if (!CAN_BROWSE) return;
  world = await openExplorerWorld();
  [notebook, stranger] = [await openNotebook(), await openNotebook()];
  const serving = await world.graph.serveBeside({ PEDIGRAPH_EMBED_ORIGINS: notebook.origin, PEDIGRAPH_TOKEN: TOKEN });
  framed = new URL(serving.url).origin;
});
afterAll(async () => {
  for (const close of CLOSERS) close();
  await world?.[Symbol.asyncDispose]();
});

/** What docs/embed.md says in a language. */
function documented(language: string): string {
  return documentedBlocks().find((block) => block.file === 'docs/embed.md' && block.language === language)!.text;
}

/** Serves it, under another name of this machine than the product: another site, too. */
async function openNotebook(): Promise<Notebook> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://localhost');
    const src = (searchParams.get('of') ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const script = documented('js').replace('http://localhost:4000', framed);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>A notebook</title>
      <button id="before">before</button>${documented('html').replace(/src="[^"]*"/, () => `src="${src}"`)}
      <button id="after">after</button><script>
        window.said = [];
        addEventListener('message', ({ data, origin }) => window.said.push({ ...data, origin }));
        const frame = document.querySelector('iframe');
        const token = '${searchParams.has('silent') ? '' : TOKEN}';
        ${script}
      </script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  CLOSERS.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** Shows an embed in a notebook, with its token. */
async function embed(page: Page, at: string): Promise<Frame> {
  await page.goto(`${notebook.origin}/?of=${encodeURIComponent(framed + at)}`);
  const frame = page.frames()[1]!;
  await frame.locator('h1').waitFor();
  return frame;
}

/** What the frame has said to the page around it. */
function saidTo(
  page: Page,
): Promise<readonly { readonly type: string; readonly height?: number; readonly origin: string }[]> {
  return page.evaluate('window.said');
}

/** Sends the token, from the page around the frame. */
function sendToken(page: Page): Promise<void> {
  return page.evaluate(
    `document.querySelector('iframe').contentWindow.postMessage({ type: 'pedigraph.token', token: '${TOKEN}' }, '${framed}')`,
  );
}

async function chosenRuns(): Promise<{ readonly ids: string; readonly metric: string }> {
  const { data } = await world.graph.ask<{
    runTable: { nodes: { run: { id: string } }[] };
    runKeys: { metricKeys: { key: string }[] };
  }>(
    `{ runTable(filter: {namespace: "demo"}, columns: [], first: 5) { nodes { run { id } } }
       runKeys(filter: {namespace: "demo"}) { metricKeys { key } } }`,
  );
  return { ids: data.runTable.nodes.map(({ run }) => run.id).join(), metric: data.runKeys.metricKeys[0]!.key };
}

test.skipIf(!CAN_BROWSE)(
  'each embed is shown by a page that may, with nothing around it that leads or writes',
  async () => {
    const { ids, metric } = await chosenRuns();
    await using shown = await openPage(world.browser, framed);
    const { page, faults } = shown;
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    for (const [at, text] of [
      ['/embed/lineage?of=demo/churn@1.1.0', 'Made from'],
      [`/embed/plot?shown=${ids}&curve=${metric}`, 'The same as a table'],
      ['/embed/compare?refs=demo/churn@1.0.0,demo/churn@1.1.0', 'differences'],
      ['/embed/card?of=demo/churn@production', 'Can it be rebuilt?'],
    ] as const) {
      const frame = await embed(page, at);
      await frame.getByText(text).first().waitFor();
      expect([at, await frame.locator('nav, header, dialog, [role=alert]').count()]).toEqual([at, 0]);
      // Its height is reported to the page around it, and by the frame alone.
      await expect.poll(async () => (await saidTo(page)).some(({ height = 0 }) => height > 150)).toBe(true);
      const tall = (height: string | null) => Number(height) > 150 && Number(height) !== 480;
      await expect.poll(async () => tall(await page.locator('iframe').getAttribute('height'))).toBe(true);
      expect(new Set((await saidTo(page)).map(({ origin }) => origin))).toEqual(new Set([framed]));
      // Where it leads to is another tab; the frame stays what it is.
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        frame.getByRole('link', { name: 'Open in Pedigraph' }).click(),
      ]);
      expect([at, new URL(frame.url()).pathname]).toEqual([at, new URL(at, framed).pathname]);
      await opened.close();
    }
    expect(scripts.filter((name) => /write-dialogs|access-dialogs|start-live/.test(name))).toEqual([]);
    // A frame that is faster than the page around it asks once before it has the token.
    expect(faults.filter((fault) => !/^asked |status of 401/.test(fault))).toEqual([]);
  },
);

test.skipIf(!CAN_BROWSE)(
  'what leads away from an embed opens a tab, what changes the picture stays in it',
  async () => {
    await using shown = await openPage(world.browser, framed);
    const { page } = shown;
    const frame = await embed(page, '/embed/lineage?of=demo/churn@1.1.0&theme=dark');
    await expect.poll(() => frame.locator('html').getAttribute('data-theme')).toBe('dark');
    const link = frame.getByRole('link', { name: 'demo/customers@1.1.0' }).first();
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL('**/datasets/demo/customers@1.1.0');
    const length = await page.evaluate('history.length');
    await frame.locator('select').selectOption('up');
    await expect.poll(() => frame.url()).toContain('lit=up');
    expect(frame.url()).toContain('theme=dark');
    expect(await page.evaluate('history.length')).toBe(length);
  },
);

test.skipIf(!CAN_BROWSE).each(['light', 'dark'] as const)('each embed is fit for everybody: %s', async (theme) => {
  const { ids, metric } = await chosenRuns();
  await using shown = await openPage(world.browser, framed);
  const { page } = shown;
  for (const at of [
    '/embed/lineage?of=demo/churn@1.1.0',
    `/embed/plot?shown=${ids}&curve=${metric}`,
    '/embed/compare?refs=demo/churn@1.0.0,demo/churn@1.1.0',
    '/embed/card?of=demo/churn@production',
    '/embed/card?of=hostile/model@latest',
  ]) {
    const frame = await embed(page, `${at}&theme=${theme}`);
    await frame.locator('.waiting, [aria-busy=true]').first().waitFor({ state: 'detached' });
    expect([at, await violationsOn(frame)]).toEqual([at, []]);
  }
});

test.skipIf(!CAN_BROWSE)('no embed adds to the history of the page around it, by a link or by a field', async () => {
  const { ids, metric } = await chosenRuns();
  await using shown = await openPage(world.browser, framed);
  const { page } = shown;
  const plot = await embed(page, `/embed/plot?shown=${ids}&curve=${metric}`);
  const beforeField = await page.evaluate('history.length');
  await plot.getByLabel('logarithmic').selectOption('y');
  await expect.poll(() => plot.url()).toContain('log=y');
  expect(await page.evaluate('history.length')).toBe(beforeField);
  const compared = await embed(page, '/embed/compare?refs=demo/churn@1.0.0,demo/churn@1.1.0');
  const beforeLink = await page.evaluate('history.length');
  await compared.getByRole('link', { name: 'What is equal, too' }).click();
  await expect.poll(() => compared.url()).toContain('show=all');
  expect(await page.evaluate('history.length')).toBe(beforeLink);
});

test.skipIf(!CAN_BROWSE)('a page that was not named frames no embed, one that was frames nothing else', async () => {
  await using shown = await openPage(world.browser, framed);
  const { page, faults } = shown;
  const refused = async (origin: string, at: string) => {
    faults.length = 0;
    await page.goto(`${origin}/?of=${encodeURIComponent(at)}`);
    await expect.poll(() => faults.join()).toMatch(/frame-ancestors/);
    return page.frames()[1]!.locator('main.embed, main#main, .frame').count();
  };
  expect(await refused(stranger.origin, `${framed}/embed/card?of=demo/churn@1.1.0`)).toBe(0);
  for (const at of ['/', '/lineage?of=demo/churn@1.1.0', '/review', '/ide/'])
    expect([at, await refused(notebook.origin, framed + at)]).toEqual([at, 0]);
  // Where the settings name nobody.
  expect(await refused(notebook.origin, `${world.origin}/embed/card?of=demo/churn@1.1.0`)).toBe(0);
});

test.skipIf(!CAN_BROWSE)(
  'without the token of the page around it an embed shows nothing, and stores none',
  async () => {
    await using shown = await openPage(world.browser, framed);
    const { page } = shown;
    await page.goto(`${notebook.origin}/?silent&of=${encodeURIComponent(`${framed}/embed/card?of=demo/churn@1.1.0`)}`);
    const frame = page.frames()[1]!;
    await frame.getByText('The page around this one has to send a token.').waitFor();
    expect(await frame.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
    // From itself it takes none: only from the page around it.
    await frame.evaluate(`window.postMessage({ type: 'pedigraph.token', token: '${TOKEN}' }, '*')`);
    await frame.getByRole('button', { name: 'Try again' }).click();
    await frame.getByText('The page around this one has to send a token.').waitFor();
    await sendToken(page);
    await frame.getByText('Can it be rebuilt?').waitFor();
    // A browser that gives a frame no storage shows it all the same.
    const stored = `(() => { try { return JSON.stringify(sessionStorage); } catch { return 'none'; } })()`;
    expect(await frame.evaluate(stored)).toBe('none');
    expect(frame.url()).not.toContain(TOKEN);
  },
);

test.skipIf(!CAN_BROWSE)('whatever an address holds is text in an embed', async () => {
  await using shown = await openPage(world.browser, framed);
  const { page } = shown;
  const words = encodeURIComponent(HOSTILE);
  for (const at of [
    `/embed/lineage?of=${words}&open=${words}&at=${words}&lit=${words}&path=${words},${words}&theme=${words}`,
    `/embed/plot?shown=${words},${world.hostileRun}&curve=${words}&log=${words}&smooth=${words}`,
    `/embed/plot?shown=${world.hostileRun}&curve=${encodeURIComponent('odd <b>metric</b>')}`,
    `/embed/compare?refs=${words},${words}2&show=${words}`,
    `/embed/card?of=${words}`,
    '/embed/card?of=hostile/model@latest',
  ]) {
    const frame = await embed(page, at);
    await frame.locator('.waiting, [aria-busy=true]').waitFor({ state: 'detached' });
    expect([at, await frame.locator('main script, main img, main b:not(.seal b)').count()]).toEqual([at, 0]);
    expect([at, await frame.evaluate('window.hit')]).toEqual([at, undefined]);
    expect([at, await frame.locator('html').getAttribute('data-theme')]).toEqual([at, null]);
  }
});

test.skipIf(!CAN_BROWSE)('with keys one comes into an embed, through it, and out again', async () => {
  await using shown = await openPage(world.browser, framed);
  const { page } = shown;
  const frame = await embed(page, '/embed/card?of=demo/churn@1.1.0');
  await frame.getByText('Can it be rebuilt?').waitFor();
  await page.locator('#before').focus();
  const seen = new Set<string>();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const active = await page.evaluate('document.activeElement.id');
    if (active === 'after') break;
    seen.add(await frame.evaluate<string>('document.activeElement.textContent'));
  }
  expect([...seen]).toContain('Open in Pedigraph');
  expect(await page.evaluate('document.activeElement.id')).toBe('after');
});
