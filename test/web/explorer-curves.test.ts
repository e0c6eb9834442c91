import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAN_BROWSE, type ExplorerWorld, openExplorerWorld, settled } from './explorer-world.js';
import { mainThreadCost, median, slownessOf } from './main-thread.js';

const RUNS = 100;
const POINTS = 500;
/** Runs of one call, which may have 10,000 points in all. */
const AT_ONCE = 20;

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** Runs with a curve each, and their ids. */
async function registerCurves(): Promise<readonly string[]> {
  const curve = (run: number) =>
    Array.from({ length: POINTS }, (_, step) => ({
      key: 'loss',
      value: Math.exp(-step / (40 + run)) + run / 500,
      step,
    }));
  const runs = Array.from({ length: RUNS }, (_, at) => ({
    experiment: 'curves/many',
    name: `curve-${at}`,
    startedAt: '2026-01-01T00:00:00Z',
    metrics: curve(at),
  }));
  const ids: string[] = [];
  for (let from = 0; from < RUNS; from += AT_ONCE) {
    const { data, errors } = await world.graph.ask<{ registerRuns: { runs: { run: { id: string } }[] } }>(
      'mutation ($input: RegisterRunsInput!) { registerRuns(input: $input) { runs { run { id } } } }',
      { input: { runs: runs.slice(from, from + AT_ONCE) } },
    );
    if (errors !== undefined) throw new Error(errors[0]?.message);
    ids.push(...data.registerRuns.runs.map(({ run }) => run.id));
  }
  return ids;
}

test.skipIf(!CAN_BROWSE)('a hundred curves of five hundred points are drawn for 50 ms of the main thread', async () => {
  const ids = await registerCurves();
  await using shown = await world.open();
  const { page, faults, show } = shown;
  await show(`/embed/plot?shown=${ids}&curve=loss`);
  await page.locator('canvas').waitFor();
  // Another scale puts all of them on other axes, through React and the address; another width draws what is there.
  const rescale = async (log: string) => {
    await page.getByLabel('logarithmic').selectOption(log);
    await page.waitForURL((url) => (url.searchParams.get('log') ?? '') === log);
    await settled(page);
  };
  const resize = async (width: number) => {
    await page.setViewportSize({ width, height: 720 });
    await expect
      .poll(() => page.locator('canvas').evaluate((canvas) => canvas.clientWidth))
      .toBeGreaterThan(width - 100);
    await settled(page);
  };
  const costsOf = async <Change>(change: (to: Change) => Promise<void>, ...all: readonly Change[]) => {
    const costs = [];
    for (const to of all) costs.push(await mainThreadCost(world.browser, page, () => change(to)));
    const [total, longest] = [median(costs.map((cost) => cost.total)), median(costs.map((cost) => cost.longest))];
    return { total, longest };
  };
  const [rescaled, drawn] = [await costsOf(rescale, 'y', '', 'y'), await costsOf(resize, 1_000, 1_200, 1_000)];
  const slowness = await slownessOf(world.browser, page);
  console.info(`${RUNS} curves of ${POINTS} points: ${JSON.stringify({ rescaled, drawn, slowness })}`);
  expect(rescaled.longest).toBeLessThanOrEqual(50 * slowness);
  expect(drawn.longest).toBeLessThanOrEqual(50 * slowness);
  expect(drawn.total).toBeLessThanOrEqual(50 * slowness);
  expect(faults).toEqual([]);
});
