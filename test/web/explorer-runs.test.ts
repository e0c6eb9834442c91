import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAN_BROWSE, type ExplorerWorld, openExplorerWorld, settled } from './explorer-world.js';
import { intercept } from './intercept.js';
import { registerManyRuns } from './many-runs.js';

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test.skipIf(!CAN_BROWSE)('a next page of runs that fails is asked for once, and again by its button', async () => {
  await registerManyRuns(world.graph, 'some/runs', 120);
  await using shown = await world.open();
  const { page, show } = shown;
  let [asked, fails] = [0, true];
  await intercept(page, 'Runs', async (route, { after }) => {
    if (after === undefined) return route.continue();
    asked += 1;
    const errors = [{ message: 'It broke.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
    return fails ? route.fulfill({ json: { errors } }) : route.continue();
  });
  await show('/runs?namespace=some');
  const scroll = page.getByRole('region', { name: 'Runs' });
  const alert = page.getByRole('alert');
  await scroll.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await alert.getByText('It broke.').waitFor();
  // Each of these renders the table anew with its end in sight.
  for (const by of [-30, 30, -20, 20]) {
    await scroll.evaluate((element, distance) => element.scrollBy(0, distance), by);
    await settled(page);
  }
  expect(asked).toBe(1);
  fails = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
  expect(asked).toBe(2);
});

test.skipIf(!CAN_BROWSE)('columns and words stay where somebody narrows the runs by something else', async () => {
  await using shown = await world.open();
  const { page, show } = shown;
  await show('/runs?namespace=demo&columns=metric.auc');
  const conditions = page.getByLabel('Conditions');
  await conditions.fill('metric.auc > 0.1');
  await page
    .getByRole('checkbox', { name: /^Choose/ })
    .first()
    .check();
  await page.waitForURL('**shown=*');
  await settled(page);
  await expect.poll(() => conditions.inputValue()).toBe('metric.auc > 0.1');
  await page.getByRole('button', { name: 'Show', exact: true }).first().click();
  await page.waitForURL('**where=*');
  expect(new URL(page.url()).searchParams.get('columns')).toBe('metric.auc');
  // Of an experiment its names are offered, and those that were chosen stay so beside them.
  const { data } = await world.graph.ask<{ experiment: { id: string } }>('{ experiment(name: "demo/churn") { id } }');
  await show(`/runs?experiment=${data.experiment.id}&columns=metric.auc,metric.of_another`);
  await page.getByText('Columns ▾').click();
  expect(await page.getByRole('checkbox', { name: 'metric.loss' }).isChecked()).toBe(false);
  for (const name of ['metric.auc', 'metric.of_another'])
    expect([name, await page.getByRole('checkbox', { name }).isChecked()]).toEqual([name, true]);
});

test.skipIf(!CAN_BROWSE)(
  'runs are asked for by who asks: not by pointing at an order, nor by coming back',
  async () => {
    await using shown = await world.open();
    const { page, asked, show } = shown;
    await page.clock.install();
    await show('/runs?namespace=demo');
    asked.length = 0;
    await page.getByRole('columnheader', { name: 'Started' }).getByRole('link').hover();
    // Where pointing does ask, and what does ask when somebody comes back, has asked by then.
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Models' }).hover();
    await page.clock.fastForward(6_000);
    await expect.poll(() => asked).toContain('Models');
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
    await expect.poll(() => asked).toContain('Viewer');
    await settled(page);
    expect(asked).not.toContain('Runs');
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.poll(() => asked).toContain('Runs');
  },
);

interface RunsOfDemo {
  readonly runTable: {
    readonly nodes: readonly {
      readonly run: { readonly id: string; readonly name: string };
      readonly values: Record<string, unknown>;
    }[];
  };
}

test.skipIf(!CAN_BROWSE)(
  'runs that are chosen are compared, and their metrics drawn, by one request for all',
  async () => {
    await using shown = await world.open();
    const { page, asked, show } = shown;
    await show('/runs?namespace=demo&columns=metric.auc,metric.loss');
    for (const at of [0, 1]) {
      await page
        .getByRole('checkbox', { name: /^Choose/ })
        .nth(at)
        .check();
      await page.waitForURL(at === 0 ? '**shown=*' : '**shown=*,*');
    }
    asked.length = 0;
    const chosen = page.getByRole('region', { name: 'What is chosen' });
    await chosen.getByRole('link', { name: 'auc', exact: true }).click();
    await chosen.getByRole('link', { name: 'loss', exact: true }).click();
    await page.waitForURL('**curve=auc,loss**');
    await settled(page);
    await expect.poll(() => page.locator('canvas').count()).toBe(2);
    expect(asked.every((name) => name === 'Curves')).toBe(true);
    const ids = new URL(page.url()).searchParams.get('shown')!.split(',');
    await chosen.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Compare runs' }).waitFor();
    await settled(page);
    const { data } = await world.graph.ask<{ compareRuns: { rows: { part: string; key: string }[] } }>(
      'query ($ids: [ID!]!) { compareRuns(runs: $ids) { rows { part key } } }',
      { ids },
    );
    const keys = await page.locator('tbody th code').allTextContents();
    expect(keys.toSorted()).toEqual(data.compareRuns.rows.map(({ key }) => key).toSorted());
    expect(data.compareRuns.rows.some(({ part }) => part === 'METRIC')).toBe(true);
  },
);

test.skipIf(!CAN_BROWSE)('a picture of runs has a point for each run of the table that has both values', async () => {
  const columns = ['metric.auc', 'metric.loss'];
  const { data } = await world.graph.ask<RunsOfDemo>(
    `query ($columns: [String!]!) { runTable(filter: {}, columns: $columns, first: 100) { nodes { run { id name } values } } }`,
    { columns },
  );
  const both = data.runTable.nodes.filter(({ values }) => columns.every((name) => typeof values[name] === 'number'));
  expect(both.length).toBeGreaterThan(1);
  await using shown = await world.open();
  const { page, show } = shown;
  await show(`/runs?columns=${columns}&picture=scatter&across=${columns[0]}&up=${columns[1]}`);
  const names = await page.locator('svg.plot circle title').allTextContents();
  expect(names.map((title) => title.slice(0, title.lastIndexOf(':'))).toSorted()).toEqual(
    both.map(({ run }) => run.name).toSorted(),
  );
  await show(`/runs?columns=${columns}&picture=parallel`);
  await expect.poll(() => page.locator('svg.plot polyline').count()).toBe(both.length);
});

test.skipIf(!CAN_BROWSE)(
  'of ten thousand runs at most 60 rows are in the page, however they are scrolled, sorted and narrowed; another order begins with its first',
  async () => {
    const many = 10_000;
    await registerManyRuns(world.graph, 'many/runs', many);
    await using shown = await world.open();
    const { page, faults, show } = shown;
    await show('/runs?namespace=many&columns=metric.score,parameter.depth');
    await page.getByRole('heading', { name: '10,000 runs' }).waitFor();
    const scroll = page.getByRole('region', { name: 'Runs' });
    const rows = scroll.locator('tbody tr[aria-rowindex]');
    let most = 0;
    const firstRow = async () => {
      most = Math.max(most, await rows.count());
      return rows.first().innerText();
    };
    // Each time as far as there are rows, from where the next ones are asked for.
    let seen = 0;
    for (let end = 0; end < 5; end++) {
      await scroll.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await settled(page);
      await expect.poll(async () => Number(await rows.last().getAttribute('aria-rowindex'))).toBeGreaterThan(seen);
      seen = Number(await rows.last().getAttribute('aria-rowindex'));
      await firstRow();
    }
    expect(seen).toBeGreaterThanOrEqual(500);
    const sortBy = page.getByRole('columnheader', { name: 'score' }).getByRole('link');
    await sortBy.click();
    await settled(page);
    await expect.poll(firstRow).toMatch(/\brun-9999\b/);
    await sortBy.click();
    await settled(page);
    await expect.poll(firstRow).toMatch(/\brun-0\b/);
    await page.getByLabel('Conditions').fill('metric.score >= 5000 and parameter.depth = 3');
    await page.getByLabel('Conditions').press('Enter');
    await page.getByRole('heading', { name: '500 runs' }).waitFor();
    await settled(page);
    await expect.poll(firstRow).toMatch(/\brun-5003\b/);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(60);
    expect(faults).toEqual([]);
  },
);
