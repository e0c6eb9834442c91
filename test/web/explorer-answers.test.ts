import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAN_BROWSE, type ExplorerWorld, openExplorerWorld, openPage } from './explorer-world.js';
import { intercept } from './intercept.js';

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test.skipIf(!CAN_BROWSE)('an environment stands beside the version before, whose packages alone are read', async () => {
  const register = `mutation ($input: RegisterEnvironmentVersionInput!) {
    registerEnvironmentVersion(input: $input) { environmentVersion { ref } }
  }`;
  for (const version of ['1', '2', '3'])
    await world.graph.ask(register, {
      input: { environment: 'many/pins', packages: [{ manager: 'pip', name: 'numpy', version }] },
    });
  const { data } = await world.graph.ask<{ environment: { versions: { nodes: { ref: string }[] } } }>(
    '{ environment(name: "many/pins") { versions(first: 3) { nodes { ref } } } }',
  );
  const [newest, before, first] = data.environment.versions.nodes.map(({ ref }) => ref);
  await using shown = await world.open();
  const { page, asked, show } = shown;
  await show(`/environments/${newest}`);
  await page.getByRole('heading', { name: `1 packages, beside ${before}` }).waitFor();
  await expect.poll(() => page.getByRole('row', { name: 'numpy' }).innerText()).toMatch(/numpy\s+3\s+2\s+changed/);
  expect(asked.toSorted()).toEqual(['EnvironmentVersion', 'Packages', 'Viewer']);
  asked.length = 0;
  await show(`/environments/${first}`);
  await page.getByRole('heading', { name: '1 packages', exact: true }).waitFor();
  expect(asked.toSorted()).toEqual(['EnvironmentVersion', 'Viewer']);
});

test.skipIf(!CAN_BROWSE)(
  'what is withheld is not called verified, and who leaves the ledger stops the walk',
  async () => {
    await using shown = await world.open();
    const { page, show } = shown;
    const { data } = await world.graph.ask<{ ledger: { totalCount: number } }>('{ ledger(first: 1) { totalCount } }');
    const total = data.ledger.totalCount.toLocaleString('en');
    const recompute = page.getByRole('button', { name: 'Recompute every hash' });
    await page.route('**/graphql*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('"redacted":false', '"redacted":true');
      await route.fulfill({ response, body });
    });
    await show('/ledger');
    await recompute.click();
    const end = page.getByText(
      `0 events verified, ${total} more only by their place: the content of those is withheld`,
    );
    await end.waitFor();
    await expect.poll(() => end.getAttribute('class')).toBe('warn');

    await page.unrouteAll({ behavior: 'wait' });
    const isOfWalk = (url: string) => new URL(url).searchParams.get('operationName') === 'Chain';
    // Never answered: only the page itself can end it.
    await intercept(page, 'Chain', () => new Promise(() => {}));
    await show('/ledger');
    const asked = page.waitForRequest((request) => isOfWalk(request.url()));
    await recompute.click();
    await asked;
    const ended = page.waitForEvent('requestfailed', (request) => isOfWalk(request.url()));
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Models' }).click();
    expect((await ended).failure()?.errorText).toBe('net::ERR_ABORTED');
  },
);

test.skipIf(!CAN_BROWSE)(
  'a page whose question takes no moment says that it shows now; figures are of it',
  async () => {
    await using shown = await world.open();
    const { page, show } = shown;
    for (const [at, isOfNow] of [
      ['/', false],
      ['/models', false],
      ['/runs', true],
      [`/runs/${world.hostileRun}`, false],
      ['/datasets/demo/customers', true],
      ['/datasets/demo/customers@1.1.0', false],
      ['/environments/demo/python', true],
      ['/compare', true],
      ['/lineage', false],
      ['/impact', true],
      ['/search', true],
      ['/ledger', true],
    ] as const) {
      await show(`${at}?asOf=2020-01-01T00:00:00.000Z`);
      const text = await page.getByRole('banner').locator('summary').textContent();
      expect([at, text?.includes('this page shows now')]).toEqual([at, isOfNow]);
    }
    const versions = page.locator('section', { has: page.getByRole('heading', { name: 'Versions', exact: true }) });
    await show('/?asOf=2020-01-01T00:00:00.000Z');
    await expect.poll(() => versions.locator('b').textContent()).toBe('0');
    await show('/');
    await expect.poll(() => versions.locator('b').textContent()).not.toBe('0');
  },
);

test.skipIf(!CAN_BROWSE)(
  'pages are answered where trusted documents alone are, by the manifest of the build',
  async () => {
    const manifest = 'dist/explorer/trusted-documents';
    const trusting = await world.graph.serveBeside({ PEDIGRAPH_TRUSTED_DOCUMENTS: manifest });
    await using shown = await openPage(world.browser, new URL(trusting.url).origin);
    for (const [at, text] of [
      ['/', 'Models and targets'],
      ['/models/demo/churn@1.1.0', 'Can it be rebuilt?'],
      ['/runs', 'runs'],
    ] as const) {
      await shown.show(at);
      await shown.page.locator('h2').getByText(text).first().waitFor();
      expect([at, await shown.page.getByRole('alert').count(), shown.faults]).toEqual([at, 0, []]);
    }

    const folder = await mkdtemp(path.join(os.tmpdir(), 'trusted-'));
    try {
      await writeFile(path.join(folder, 'own.graphql'), '{ __typename }');
      const other = await world.graph.serveBeside({ PEDIGRAPH_TRUSTED_DOCUMENTS: folder });
      await using refused = await openPage(world.browser, new URL(other.url).origin);
      await refused.page.goto('/');
      await refused.page.getByRole('alert').getByText('This server does not take the query of this page.').waitFor();
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test.skipIf(!CAN_BROWSE)('that the catalog is behind is shown as soon as it is, and no longer', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  await page.clock.install();
  let problem: string | null = null;
  await intercept(page, 'Viewer', (route) =>
    route.fulfill({ json: { data: { me: { actor: 'ann' }, catalogStatus: [{ subgraph: 'models', problem }] } } }),
  );
  await show('/models');
  const notice = page.getByText('Lineage and search are behind in models');
  expect(await notice.count()).toBe(0);
  problem = 'it is read anew.';
  await page.clock.fastForward(31_000);
  await notice.waitFor();
  problem = null;
  await page.clock.fastForward(31_000);
  await notice.waitFor({ state: 'detached' });
});

/** What a button of a page saves. */
async function saved(page: Page, button: Locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test.skipIf(!CAN_BROWSE)('a comparison that is saved as CSV has every change that the API answers', async () => {
  const refs = ['demo/churn@1.0.0', 'demo/churn@1.1.0', 'demo/churn@2.0.0'];
  const { data } = await world.graph.ask<{
    compareModelVersions: { changes: { ref: string; part: string; path: string; before: unknown; after: unknown }[] };
  }>('query ($refs: [String!]!) { compareModelVersions(refs: $refs) { changes { ref part path before after } } }', {
    refs,
  });
  await using shown = await world.open();
  const { page, show } = shown;
  await show(`/compare?refs=${refs}`);
  const section = page.locator('section', { has: page.getByRole('heading', { name: /differences$/ }) });
  const { bytes } = await saved(page, section.getByRole('button', { name: 'CSV' }));
  const [head = [], ...rows] = rowsOfCsv(bytes.toString());
  expect(head).toEqual(['part', 'path', ...refs]);
  const [first] = refs;
  const read = rows.flatMap(([part = '', path, before, ...others]) =>
    others.flatMap((after, at) => (after === before ? [] : [{ ref: refs[at + 1], part, path, before, after }])),
  );
  const text = (value: unknown) =>
    value === null ? '' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const answered = data.compareModelVersions.changes.map(({ ref, part, path, before, after }) => ({
    ...{ ref, part: part.toLowerCase(), path, before: text(before), after: text(after) },
  }));
  const sorted = (changes: readonly object[]) => changes.map((each) => JSON.stringify(each)).sort();
  expect(sorted(read)).toEqual(sorted(answered));
  expect(read.some(({ ref }) => ref === first)).toBe(false);
  expect(read.length).toBeGreaterThan(10);
});

/** A table of RFC 4180, read by its grammar. */
function rowsOfCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test.skipIf(!CAN_BROWSE)('tables are saved as they are, exactly, and charts as pictures that say of what', async () => {
  await using shown = await world.open();
  const { page, faults, show } = shown;
  const csvOf = async (heading: string) => {
    const section = page.locator('section', { has: page.getByRole('heading', { name: heading }) });
    return (await saved(page, section.getByRole('button', { name: 'CSV' }))).bytes.toString();
  };
  await show(`/runs/${world.hostileRun}`);
  expect(await csvOf('Metrics')).toMatch(/^Metric,Last value,Step,Curve\r\nodd <b>metric<\/b>,0\.5,3,shown\r\n$/);
  const svg = await saved(page, page.getByRole('button', { name: 'SVG' }));
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.bytes.toString()).toContain(`<dc:subject>${world.hostileRun}</dc:subject>`);
  expect(svg.bytes.toString()).toMatch(/<polyline [^>]+>/);
  expect(svg.bytes.toString()).not.toMatch(/<(b|script|img)\b/);
  const png = await saved(page, page.getByRole('button', { name: 'PNG' }));
  // The signature of a PNG, and its width: twice that of the SVG.
  expect([png.bytes.subarray(1, 4).toString(), png.bytes.readUInt32BE(16)]).toEqual(['PNG', 1_920]);
  // A chart of the page is saved shape by shape, and its words as words.
  for (const at of [
    '/models/demo/churn?trend=auc',
    '/runs?namespace=demo&picture=scatter&across=metric.loss&up=metric.auc',
    '/runs?namespace=demo&picture=parallel&columns=metric.auc,metric.loss',
    '/insight?interval=month',
  ]) {
    await show(at);
    const chart = page.locator('main svg[role=img]').first();
    const shapes = await chart.locator('line, polyline, circle').count();
    const words = await chart.locator('text').allTextContents();
    const file = (await saved(page, page.getByRole('button', { name: 'SVG' }).first())).bytes.toString();
    expect([at, file.match(/<polyline /g)?.length, file.match(/<text /g)?.length ?? 0]).toEqual([
      ...[at, shapes, words.length],
    ]);
    expect([at, /NaN|undefined|var\(/.test(file)]).toEqual([at, false]);
    expect(file).toContain(`<dc:title>${await chart.getAttribute('aria-label')}</dc:title>`);
    const image = await saved(page, page.getByRole('button', { name: 'PNG' }).first());
    expect(image.bytes.subarray(1, 4).toString()).toBe('PNG');
  }
  await show('/lineage?of=demo/churn@1.1.0&dir=down');
  const rows = await csvOf('What rests on it');
  expect(rows).toMatch(/^Thing,Steps,How,Recorded\r\ndemo-eu@[0-9a-f-]+,1,deployed as,\d{4}-\d\d-\d\dT[^,]+Z\r\n$/);
  expect(faults).toEqual([]);
});
