import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw } from '../subgraphs/lineage-graphs.js';
import { CAN_BROWSE, type ExplorerWorld, openExplorerWorld, settled, violationsOn } from './explorer-world.js';
import { type DrawnRegistry, HUB, LARGE, randomRegistry, registryOf, SMALL } from './lineage-registries.js';
import { mainThreadCost, median, slownessOf } from './main-thread.js';

let world: ExplorerWorld;
const random = Array.from({ length: 50 }, (_, at) => randomRegistry(at + 1));
const small = registryOf('small', SMALL);
const large = registryOf('large', LARGE);
const hub = registryOf('hub', HUB);

beforeAll(async () => {
  if (!CAN_BROWSE) return;
  world = await openExplorerWorld();
  const catalog = world.graph.subgraphs.get('catalog')!;
  for (const { nodes, edges } of [...random, small, large, hub]) await draw(catalog, nodes, edges);
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** The picture of a page, as the file that it gives. */
async function svgOf(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'SVG' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

const keysIn = (svg: string) => [...svg.matchAll(/ data-key="([^"]+)"/g)].map(([, key]) => key!);
const picture = (page: Page) => page.getByRole('application');

/** What the keys stand on, as it is heard. */
async function heard(page: Page): Promise<string | null> {
  const id = await picture(page).getAttribute('aria-activedescendant');
  return page.locator(`[id="${id}"]`).getAttribute('aria-label');
}

test.skipIf(!CAN_BROWSE)('the picture, the table and the API have the same things, in 50 random graphs', async () => {
  await using shown = await world.open();
  const { page, faults, show } = shown;
  await show('/lineage');
  for (const [at, { root }] of random.entries()) {
    const direction = (['BOTH', 'UPSTREAM', 'DOWNSTREAM'] as const)[at % 3]!;
    const depth = at % 4 === 0 ? 2 : 10;
    const { data } = await world.graph.ask<{ lineage: { nodes: { id: string }[] } }>(
      'query ($of: String!, $direction: LineageDirection!, $depth: Int!) { lineage(of: $of, direction: $direction, depth: $depth) { nodes { id } } }',
      { of: root, direction, depth },
    );
    const ids = data.lineage.nodes.map(({ id }) => id).sort();
    await page.getByLabel('Of what').fill(root);
    await page.getByLabel('Which way').selectOption({ BOTH: 'both', UPSTREAM: 'up', DOWNSTREAM: 'down' }[direction]);
    await page.getByLabel('steps').fill(String(depth));
    await page.getByLabel('steps').press('Enter');
    await page.getByRole('heading', { name: `Lineage of ${root}` }).waitFor();
    await page.locator('main .waiting, main [aria-busy=true]').waitFor({ state: 'detached' });
    expect([at, keysIn(await svgOf(page)).sort()]).toEqual([at, ids]);
    const rows = await page
      .locator('[data-id]')
      .evaluateAll((found) => found.map((row) => row.getAttribute('data-id')!));
    // What is both above and below the root stands in both tables.
    expect([at, [...new Set([root, ...rows])].sort()]).toEqual([at, ids]);
  }
  expect(faults).toEqual([]);
});

/** Shows a lineage where another one was shown before, and what that costs, from the press on. */
async function costOf(page: Page, { root, nodes }: DrawnRegistry) {
  await page.goto(`/lineage?of=${random[0]!.root}&first=5000&depth=10`);
  await settled(page);
  await page.getByLabel('Of what').fill(root);
  return mainThreadCost(world.browser, page, async () => {
    await page.getByLabel('Of what').press('Enter');
    await page.getByText(`${nodes.length.toLocaleString('en')} things`).waitFor();
    await settled(page);
  });
}

/** Drags a picture here and there, and what a step of that costs. */
async function panCost(page: Page): Promise<number> {
  const box = (await picture(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const steps = 60;
  await page.mouse.move(x, y);
  const { total } = await mainThreadCost(world.browser, page, async () => {
    await page.mouse.down();
    for (let step = 0; step < steps; step += 1)
      await page.mouse.move(x + 120 * Math.sin(step / 5), y + 80 * Math.cos(step / 7));
    await page.mouse.up();
  });
  return total / steps;
}

test.skipIf(!CAN_BROWSE).each([
  ['150 things', small, 150],
  ['4,999 things in stacks', large, 400],
  ['a dataset on which 2,499 rest', hub, 400],
] as const)('%s are drawn and moved for little, and nothing holds the page up', async (_, registry, most) => {
  await using shown = await world.open();
  const { page, faults } = shown;
  const costs = [await costOf(page, registry), await costOf(page, registry), await costOf(page, registry)];
  const pans = [await panCost(page), await panCost(page), await panCost(page)];
  const cost = { total: median(costs.map(({ total }) => total)), longest: median(costs.map(({ longest }) => longest)) };
  const slowness = await slownessOf(world.browser, page);
  console.info(`${registry.nodes.length} things: ${JSON.stringify({ ...cost, pan: median(pans), slowness })}`);
  expect(cost.total).toBeLessThanOrEqual(most * slowness);
  expect(cost.longest).toBeLessThanOrEqual(50 * slowness);
  expect(median(pans)).toBeLessThanOrEqual(8 * slowness);
  expect(faults).toEqual([]);
});

test.skipIf(!CAN_BROWSE)('where many are left out the page says so, and how to have them', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  await show(`/lineage?of=${large.root}`);
  await page.getByText('Something is missing').waitFor();
  await page.getByRole('link', { name: 'Ask for up to 5,000 each way' }).click();
  await page.waitForURL('**first=5000*');
  await settled(page);
  await page.getByText('more are further away').waitFor();
  await page.getByRole('link', { name: 'Show them' }).click();
  await page.getByText('4,999 things').waitFor();
  expect(await page.getByText('Something is missing').count()).toBe(0);
});

test.skipIf(!CAN_BROWSE)(
  'of what the catalog alone has that is said, on its lineage and where its page would be',
  async () => {
    await using shown = await world.open();
    const { page, faults, show } = shown;
    await show(`/lineage?of=${small.root}`);
    await page.getByText('The catalog alone has it').waitFor();
    const run = small.nodes.find(({ kind }) => kind === 'RUN')!;
    await show(`/runs/${run.id}`);
    await page.getByText('the catalog has read of it, and what it is of has it no more').waitFor();
    await page.getByRole('link', { name: 'Look for its lineage' }).click();
    await page.getByRole('heading', { name: `Lineage of ${run.id}` }).waitFor();
    await show('/lineage?of=demo/churn@1.1.0');
    expect(await page.getByText('The catalog alone has it').count()).toBe(0);
    expect(faults).toEqual([]);
  },
);

/** Addresses of pictures. */
const STATES = [
  '/lineage?of=demo/churn@1.1.0',
  '/lineage?of=demo/churn@1.1.0&dir=up&depth=2',
  '/lineage?of=demo/churn@1.1.0&lit=up',
  '/lineage?of=demo/churn@1.1.0&columns=shown',
  `/lineage?of=${large.root}&first=5000&depth=10&open=${encodeURIComponent(encodeURIComponent('R:large/experiment-3'))}`,
  `/lineage?of=${hub.root}&depth=10&first=5000&path=${hub.root},${encodeURIComponent(encodeURIComponent('M:hub/model-0'))}`,
];

test.skipIf(!CAN_BROWSE)('every address of a picture shows the same again, to the byte of its file', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  const hashOf = async () =>
    createHash('sha256')
      .update(await svgOf(page))
      .digest('hex');
  const seen = new Map<string, string>();
  for (const at of STATES) {
    await show(at);
    const hash = await hashOf();
    await page.reload();
    await settled(page);
    expect([at, await hashOf()]).toEqual([at, hash]);
    seen.set(hash, at);
  }
  // Each of them is another picture.
  expect([...seen.values()]).toEqual(STATES);
});

test.skipIf(!CAN_BROWSE)('with keys alone somebody goes along the lines, opens, lights, and comes back', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  await show('/lineage?of=demo/customers-raw@1.1.0');
  await picture(page).focus();
  expect(await heard(page)).toMatch(/^dataset version demo\/customers-raw 1\.1\.0, .*0 upstream, 1 downstream$/);
  await page.keyboard.press('ArrowRight');
  expect(await heard(page)).toMatch(/^dataset version demo\/customers 1\.1\.0/);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'What is looked at' });
  await panel.getByRole('link', { name: 'demo/customers@1.1.0' }).waitFor();
  await page.keyboard.press('d');
  await page.waitForURL('**lit=down*');
  await settled(page);
  // What is lit is what the API says rests on it.
  const { data } = await world.graph.ask<{ lineage: { nodes: { id: string }[] } }>(
    '{ lineage(of: "demo/customers@1.1.0", direction: DOWNSTREAM) { nodes { id } } }',
  );
  const svg = await svgOf(page);
  const lit = [...svg.matchAll(/<g data-key="([^"]+)">/g)].map(([, key]) => key!);
  expect(lit.sort()).toEqual(data.lineage.nodes.map(({ id }) => id).sort());
  await picture(page).focus();
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('lit'));
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.goBack();
  await page.waitForURL('**lit=down*');

  await show(`/lineage?of=${hub.root}&first=5000&depth=10`);
  await picture(page).focus();
  await page.keyboard.press('ArrowRight');
  const stack = await heard(page);
  expect(stack).toMatch(/^run hub\/experiment-\d, 125 runs, 1 upstream, 1 downstream$/);
  await page.keyboard.press(' ');
  await page.waitForURL('**open=*');
  await expect.poll(() => heard(page)).toMatch(/^run hub\/experiment-\d [0-9a-f-]+, .*1 upstream/);
  await page.keyboard.press(' ');
  await expect.poll(() => heard(page)).toBe(stack);
});

test.skipIf(!CAN_BROWSE)('words stay text in a picture and its file, whatever they hold', async () => {
  await using shown = await world.open();
  const { page, faults, show } = shown;
  await show('/lineage?of=hostile/model@latest');
  const svg = await svgOf(page);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'picture-'));
  try {
    const file = path.join(folder, 'picture.svg');
    await writeFile(file, svg);
    // By itself, as who is sent it opens it.
    const alone = await page.context().newPage();
    await alone.goto(pathToFileURL(file).href);
    const names = await alone.locator('*').evaluateAll((found) => found.map(({ nodeName }) => nodeName));
    expect([...new Set(names)].sort()).toEqual([
      ...['dc:identifier', 'dc:source', 'dc:subject', 'dc:title'],
      'g',
      'metadata',
      'path',
      'rect',
      'svg',
      'text',
      'title',
    ]);
    expect(await alone.evaluate('window.hit')).toBeUndefined();
    const about = await alone.locator('metadata').textContent();
    expect(about).toContain('hostile/model@latest');
    expect(about).toMatch(/sha256:[0-9a-f]{64}/);
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(faults).toEqual([]);
});

test.skipIf(!CAN_BROWSE).each(['light', 'dark'] as const)(
  'a picture and an impact are fit for everybody: %s',
  async (colorScheme) => {
    await using shown = await world.open({ colorScheme });
    const { page, faults, show } = shown;
    for (const at of [
      `/lineage?of=${small.root}&at=${small.root}`,
      `/lineage?of=${small.root}&view=table`,
      `/impact?of=${small.root}`,
    ]) {
      await show(at);
      expect([at, await violationsOn(page), faults]).toEqual([at, [], []]);
    }
  },
);
