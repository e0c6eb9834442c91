import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CAN_BROWSE,
  type ExplorerWorld,
  HOSTILE,
  openExplorerWorld,
  openPage,
  settled,
  violationsOn,
  wordsOf,
} from './explorer-world.js';

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const THREE = 'demo/churn@1.0.0,demo/churn@1.1.0,demo/churn@2.0.0';

/** Each page, with its title and what it asks beside who looks at it. */
const PAGES: readonly (readonly [path: string, title: string, asked: readonly string[]])[] = [
  ['/', 'What is where', ['Overview']],
  ['/models', 'Models', ['Models']],
  ['/models/demo/churn', 'demo/churn', ['Model']],
  ['/models/demo/churn?tab=history', 'demo/churn', ['Model']],
  ['/models/demo/churn?tab=policy', 'demo/churn', ['Model']],
  ['/models/demo/churn@production', 'demo/churn@1.1.0', ['Version']],
  ['/models/demo/forecast@latest', 'demo/forecast@1.0.0', ['Version']],
  ['/runs', 'Runs', ['RunColumns', 'Runs']],
  ['/runs?namespace=demo&picture=scatter', 'Runs', ['RunColumns', 'Runs']],
  ['/runs?namespace=demo&picture=parallel', 'Runs', ['RunColumns', 'Runs']],
  ['/compare-runs', 'Compare runs', []],
  ['/datasets/demo/customers', 'demo/customers', ['Dataset']],
  ['/datasets/demo/customers@1.1.0', 'demo/customers@1.1.0', ['DatasetVersion']],
  ['/environments/demo/python', 'demo/python', ['Environment']],
  ['/environments/demo/python@1.0.0', 'demo/python@1.0.0', ['EnvironmentVersion']],
  [`/compare?refs=${THREE}`, 'Compare', ['Compare']],
  ['/compare', 'Compare', []],
  ['/lineage?of=demo/churn@production', 'Lineage of demo/churn@production', ['Lineage']],
  ['/lineage', 'Lineage', []],
  ['/impact?of=demo/customers-raw@1.1.0', 'Impact of demo/customers-raw@1.1.0', ['Impact']],
  ['/impact', 'Impact', []],
  ['/search?q=churn', 'churn', ['Search']],
  ['/ledger', 'Ledger', ['Ledger']],
  ['/insight?interval=week', 'Insight', ['Insight']],
  ['/access', 'Access', ['Access']],
  ['/models/demo/nothing', 'demo/nothing', ['Model']],
  ['/models/demo/churn@9.9.9', 'demo/churn@9.9.9', ['Version']],
];

test.skipIf(!CAN_BROWSE).each(['light', 'dark'] as const)(
  'each page loads from this server alone, by one request, without an error, and is fit for everybody: %s',
  async (colorScheme) => {
    await using shown = await world.open({ colorScheme });
    const { page, faults, asked, show } = shown;
    for (const [path, title, its] of PAGES) {
      asked.length = 0;
      await show(path);
      expect([path, await page.title(), faults]).toEqual([path, `${title} · Pedigraph`, []]);
      expect([path, asked.toSorted()]).toEqual([path, [...its, 'Viewer'].sort()]);
      expect([path, await page.locator('h1').count(), await violationsOn(page)]).toEqual([path, 1, []]);
    }
    // A logged model is found from the run that made it, and from the ledger.
    const { ref, id } = await loggedModel(colorScheme);
    asked.length = 0;
    await show(`/logged-models/${id}`);
    expect([asked.toSorted(), faults, await violationsOn(page)]).toEqual([['LoggedModel', 'Viewer'], [], []]);
    expect(await page.title()).toBe('tree · Pedigraph');
    await page.getByRole('row', { name: 'auc' }).getByText('0.75').waitFor();
    await page.getByRole('link', { name: 'a night' }).first().click();
    await page.getByRole('link', { name: 'tree' }).first().click();
    await page.waitForURL(`**/logged-models/${id}`);
    await show(`/ledger?subject=${ref}`);
    await expect.poll(() => page.locator(`main a[href="/logged-models/${id}"]`).count()).toBeGreaterThan(0);
    // The page of a run asks for the curve that it draws, too.
    asked.length = 0;
    await show(`/runs/${world.hostileRun}`);
    expect([asked.toSorted(), faults, await violationsOn(page)]).toEqual([['Curves', 'Run', 'Viewer'], [], []]);
  },
);

/** A model that a run made, measured and ended. */
async function loggedModel(name: string): Promise<{ readonly id: string; readonly ref: string }> {
  const { ask } = world.graph;
  const write = async <Payload>(field: string, input: object, selection: string) => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    const { data, errors } = await ask<Record<string, Payload>>(text, { input });
    if (errors !== undefined) throw new Error(errors[0]?.message);
    return data[field]!;
  };
  const experiment = `logged/${name}`;
  const { run } = await write<{ run: { id: string } }>('startRun', { experiment, name: 'a night' }, 'run { id }');
  const made = await write<{ loggedModel: { id: string; ref: string } }>(
    'createLoggedModel',
    { experiment, run: run.id, name: 'tree', parameters: { depth: 3 } },
    'loggedModel { id ref }',
  );
  const { id } = made.loggedModel;
  await write(
    'logLoggedModelMetrics',
    { loggedModel: id, run: run.id, metrics: [{ key: 'auc', value: 0.75, step: 1, datasetName: 'holdout' }] },
    'accepted',
  );
  await write('addRunOutputs', { run: run.id, loggedModels: [{ loggedModel: id, step: 1 }] }, 'run { id }');
  await world.settle();
  return made.loggedModel;
}

/** Addresses that say more than where a page is. */
const STATES = [
  '/?asOf=2026-11-01T00:00:00.000Z',
  '/models?q=churn&order=name&archived=all',
  '/models/demo/churn?metrics=auc,loss&parameters=learning_rate&trend=auc',
  '/models/demo/churn?tab=history',
  '/runs?where=metric.auc > 0.8&sort=metric.auc.best&direction=asc&columns=metric.auc,metric.loss.min,parameter.max_depth',
  '/runs?namespace=demo&columns=metric.auc,metric.loss&picture=scatter&across=run.durationSeconds&up=metric.auc.max',
  '/search?q=metric.auc > 0.8&order=metric.auc&direction=asc',
  '/search?q=metric.auc >',
  `/compare?refs=${THREE}&show=all`,
  '/lineage?of=demo/churn@1.1.0&dir=up&depth=2&kind=DATASET_VERSION',
  '/lineage?of=demo/churn@1.1.0&lit=up&view=table',
  '/impact?of=demo/customers-raw@1.1.0&lit=both',
  '/ledger?type=AliasSet&subject=demo/churn@1.1.0',
];

test.skipIf(!CAN_BROWSE)('every address shows the same again: by a reload, and by going back and forward', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  const seen: string[] = [];
  for (const path of STATES) {
    await show(path);
    const words = await wordsOf(page);
    await page.reload();
    await settled(page);
    expect([path, await wordsOf(page)]).toEqual([path, words]);
    seen.push(words);
  }
  for (const words of seen.slice(0, -1).reverse()) {
    await page.goBack();
    await settled(page);
    expect(await wordsOf(page)).toBe(words);
  }
  await page.goForward();
  await settled(page);
  expect(await wordsOf(page)).toBe(seen[1]);
});

test.skipIf(!CAN_BROWSE)('metadata are text, whatever they hold, and lead nowhere but to the web', async () => {
  await using shown = await world.open();
  const { page, faults, show } = shown;
  for (const path of [
    '/',
    '/models',
    '/models/hostile/model',
    '/models/hostile/model@latest',
    `/runs/${world.hostileRun}`,
    '/runs',
    '/search?q=namespace:hostile',
    '/lineage?of=hostile/model@latest',
    '/impact?of=hostile/model@latest',
    '/ledger',
    '/compare?refs=hostile/model@latest,demo/churn@1.0.0',
    `/models?q=${encodeURIComponent(HOSTILE)}`,
    `/search?q=${encodeURIComponent(`"${HOSTILE.slice(0, 30)}`)}`,
    `/models/${encodeURIComponent(HOSTILE.slice(0, 28))}`,
  ]) {
    await show(path);
    expect([path, await page.evaluate('window.hit'), faults]).toEqual([path, undefined, []]);
    expect([path, await page.locator('main script, main img, main b b, [href^="javascript" i]').count()]).toEqual([
      path,
      0,
    ]);
  }
  for (const place of ['/models/hostile/model', '/models/hostile/model@latest']) {
    await show(place);
    await expect.poll(() => page.locator('main .notice').textContent()).toContain(`found ${HOSTILE}`);
  }
  await expect.poll(() => page.locator('main').textContent()).toContain(HOSTILE);
  await show(`/runs/${world.hostileRun}`);
  await expect.poll(() => page.locator('main').textContent()).toContain('3 points are gaps');
});

test.skipIf(!CAN_BROWSE)('the ledger page recomputes every hash, and finds one byte that was changed', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  await show('/ledger');
  const { data } = await world.graph.ask<{ ledger: { totalCount: number } }>('{ ledger(first: 1) { totalCount } }');
  await page.getByRole('button', { name: 'Recompute every hash' }).click();
  await page.getByText(`${data.ledger.totalCount} events verified: the history is what was written.`).waitFor();

  await page.route('**/graphql*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('"trees-march"', '"trees-March"') });
  });
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: 'Recompute every hash' }).click();
  await page.getByText('was changed: its content does not have its hash.').waitFor();
});

test.skipIf(!CAN_BROWSE)(
  'with keys alone somebody searches, opens a version, and goes on to what rests on it',
  async () => {
    await using shown = await world.open();
    const { page, show } = shown;
    await show('/');
    await page.keyboard.press('/');
    await page.keyboard.type('alias:production');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=alias:production');
    await settled(page);
    await page.getByRole('link', { name: 'demo/churn@1.1.0' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/models/demo/churn@1.1.0');
    await settled(page);
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
    await page.getByRole('link', { name: 'All of it' }).last().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/lineage?of=demo/churn@1.1.0&dir=down');
    await settled(page);
    await expect.poll(() => page.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('demo-eu')]);
    await page.reload();
    await settled(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
  },
);

/** How wide a narrow window is, and one of 1,280 pixels that is magnified to 200 %. */
const NARROW = [320, 640];

test.skipIf(!CAN_BROWSE)(
  'neither a window of 320 pixels nor one that is magnified to 200 % needs scrolling to the side',
  async () => {
    await using shown = await world.open({ deviceScaleFactor: 2, viewport: { width: NARROW[0]!, height: 450 } });
    const { page, show } = shown;
    for (const [path] of [...PAGES, [`/runs/${world.hostileRun}`], ['/models/hostile/model@latest']] as const) {
      await show(path);
      for (const width of NARROW) {
        await page.setViewportSize({ width, height: 450 });
        // A chart is drawn anew once it knows of its width.
        const needed = async () => [path, await page.evaluate('document.documentElement.scrollWidth')];
        await expect.poll(needed).toEqual([path, width]);
      }
    }
  },
);

test.skipIf(!CAN_BROWSE)(
  'the table of runs has but the rows in sight in the page, and the order that the server gives',
  async () => {
    const total = 250;
    const input = (at: number) => ({
      ...{ experiment: 'many/runs', name: `run-${at}`, startedAt: '2026-01-01T00:00:00Z' },
      metrics: [{ key: 'score', value: (at * 7919) % 1_000, step: 0 }],
    });
    const record = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { created } }';
    for (let at = 0; at < total; at += 10)
      await Promise.all(Array.from({ length: 10 }, (_, more) => world.graph.ask(record, { input: input(at + more) })));
    const { data } = await world.graph.ask<{ runs: { nodes: { name: string }[] }; experiment: { id: string } }>(
      `{ experiment(name: "many/runs") { id }
       runs(filter: { namespace: "many" }, orderBy: [{ subject: METRIC, key: "score", direction: DESC }], first: 250) {
         nodes { name } } }`,
    );
    await using shown = await world.open();
    const { page, asked, show } = shown;
    await show(`/runs?experiment=${data.experiment.id}&sort=metric.score`);
    await page.getByText(`${total} runs`).waitFor();
    const table = page.getByRole('table');
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(total + 1));
    const seen = new Map<number, string>();
    const scroll = page.getByRole('region', { name: 'Runs' });
    // Page after page comes as somebody scrolls.
    while (seen.size < total) {
      const rows = await table
        .locator('tr[aria-rowindex]')
        .evaluateAll((found) =>
          found.map((row) => [row.getAttribute('aria-rowindex'), row.querySelector('th')?.textContent] as const),
        );
      expect(rows.length).toBeLessThanOrEqual(60);
      for (const [place, name] of rows) seen.set(Number(place) - 2, name ?? '');
      await scroll.evaluate((element) => element.scrollBy(0, 400));
      await settled(page);
    }
    expect([...seen].sort(([one], [other]) => one - other).map(([, name]) => name)).toEqual(
      data.runs.nodes.map(({ name }) => name),
    );
    expect(asked.filter((name) => name === 'Runs').length).toBe(3);
  },
);

test.skipIf(!CAN_BROWSE)(
  'where a token is wanted it is asked for, and stays in the tab that it was given to',
  async () => {
    const token = 'a-token-of-some-length';
    const guarded = await world.graph.serveBeside({ PEDIGRAPH_TOKEN: token });
    const { origin } = new URL(guarded.url);
    await using shown = await openPage(world.browser, origin);
    const { page } = shown;
    await page.goto('/');
    const alert = page.getByRole('alert');
    await alert.getByText('You have to sign in.').waitFor();
    const dialog = page.getByRole('dialog');
    for (const given of ['wrong', token]) {
      await alert.getByRole('button', { name: 'Sign in …' }).click();
      await dialog.getByLabel('A token or an API key').fill(given);
      await dialog.getByRole('button', { name: 'Use it' }).click();
      if (given === 'wrong') await alert.getByText('The token is not one of this server').waitFor();
    }
    await page.getByRole('link', { name: 'demo/churn' }).waitFor();
    expect(page.url()).toBe(`${origin}/`);
    expect(await page.evaluate('[JSON.stringify({ ...localStorage }), document.cookie]')).toEqual(['{}', '']);
    await page.reload();
    await page.getByRole('link', { name: 'demo/churn' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(origin);
    await other.getByRole('alert').getByText('You have to sign in.').waitFor();
  },
);
