import type { Browser, CDPSession, Page } from 'playwright-core';

/** What work on a page cost its main thread, in milliseconds of CPU: a busy machine waits longer, and computes the same. */
export interface MainThreadCost {
  readonly total: number;
  /** The longest task: while it lasts nothing else happens on the page. */
  readonly longest: number;
}

const CATEGORIES = ['toplevel'];

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of CPU of the thread. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Measures the main thread of a page while something happens on it. */
export async function mainThreadCost(browser: Browser, page: Page, work: () => Promise<void>): Promise<MainThreadCost> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  await session.detach();
  const names = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const threads = new Set(names.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000);
  return { total: tasks.reduce((sum, each) => sum + each, 0), longest: Math.max(0, ...tasks) };
}

/** Milliseconds of CPU of {@link referenceTask} where the bounds of the tests were found. */
const REFERENCE = 20;

/** A task that has nothing of the product in it: numbers are made, and sorted by a comparison. */
function referenceTask(): number {
  let state = 1;
  const numbers = Array.from({ length: 60_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  });
  return numbers.sort((one, other) => one - other)[0]!;
}

/**
 * How much longer than where the bounds were found a page's main thread computes here and now, 1 at least: a bound in
 * milliseconds is multiplied by it, and so no verdict rests on how fast, or how busy, a machine is.
 */
export async function slownessOf(browser: Browser, page: Page): Promise<number> {
  const costs: number[] = [];
  for (let time = 0; time < 5; time += 1)
    costs.push((await mainThreadCost(browser, page, async () => void (await page.evaluate(referenceTask)))).longest);
  return Math.max(1, median(costs) / REFERENCE);
}

/** The middle one of some costs. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
