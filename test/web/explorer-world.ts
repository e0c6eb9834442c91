import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
  type Request,
} from 'playwright-core';
import { loadExample } from '#process/example/load-example.js';
import { level } from '../subgraphs/catalog-world.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

/** Debian's package `chromium`; .ci/run installs it, and fails where it is not there afterwards. */
const CHROMIUM = '/usr/bin/chromium';

/** Whether there is a browser and a built explorer; where not, that is said loudly. */
export const CAN_BROWSE = hasWhatItTakes();

/** Milliseconds after which something of the browser hangs; it is no verdict. */
const HANGS = 240_000;

/** Text that would be markup, scripts or another direction if it were taken for more than text. */
export const HOSTILE = `<script>window.hit=1</script><img src=x onerror="window.hit=1">"'\${1}{{1}}\u202eRTL 🦊${'long'.repeat(40)}`;

/** The example, and a model and run whose metadata are hostile, in a product with the explorer, and a browser. */
export interface ExplorerWorld extends AsyncDisposable {
  readonly graph: TestGraph;
  readonly origin: string;
  readonly browser: Browser;
  /** The id of a run that has NaN and infinite metrics and hostile words. */
  readonly hostileRun: string;
  /** Waits until the catalog has read what was written: an open page asks once more for what it shows where that changes. */
  settle(): Promise<void>;
  /** Opens a page when all is settled, and notes what it does that no page may do. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
}

/** A page, and what was noticed of it. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors in its console, requests to other servers, exceptions. */
  readonly faults: string[];
  /** The operations that it asked, by name. */
  readonly asked: string[];
  /** Goes somewhere and waits until everything has come. */
  show(path: string): Promise<void>;
}

/** Opens it all. */
export async function openExplorerWorld(): Promise<ExplorerWorld> {
  const graph = await createTestGraph();
  await loadExample({ url: graph.url });
  const hostileRun = await writeHostile(graph);
  // As root, as which containers run, it has no sandbox of its own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const { origin } = new URL(graph.url);
  const settle = () => level(graph.subgraphs.get('catalog')!);
  return {
    graph,
    origin,
    browser,
    hostileRun,
    async open(options) {
      await settle();
      return openPage(browser, origin, options);
    },
    settle,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await graph[Symbol.asyncDispose]();
    },
  };
}

/** Opens a page of a server, watched. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  context.setDefaultTimeout(HANGS);
  const page = await context.newPage();
  noteRequests(page);
  const faults: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin) faults.push(`asked ${url.href}`);
    const name = url.searchParams.get('operationName');
    if (url.pathname === '/graphql' && name !== null) asked.push(name);
  });
  return {
    page,
    faults,
    asked,
    async show(path) {
      await page.goto(path);
      await settled(page);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** The requests of a page that have no answer yet. The stream of what is written stays open, and is none of them. */
const UNDER_WAY = new WeakMap<Page, Set<Request>>();

/** Notes them from now on; `settled` waits for them. */
export function noteRequests(page: Page): void {
  const underWay = new Set<Request>();
  UNDER_WAY.set(page, underWay);
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/graphql/stream') underWay.add(request);
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
}

/** Waits until nothing has been asked for half a second. */
async function quiet(page: Page): Promise<void> {
  for (let looks = 0; looks < 5; looks++) {
    await pause(100);
    if ((UNDER_WAY.get(page)?.size ?? 0) > 0) looks = -1;
  }
}

/** Waits until a page has its heading, and nothing on it is waited for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await quiet(page);
  await page.locator('main .waiting').first().waitFor({ state: 'detached' });
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** What axe-core finds wrong on a page or in a frame of one, a line a rule. It is put in past the content policy, as no page could. */
export async function violationsOn(page: Page | Frame): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(`${readFileSync(axe, 'utf8')}; undefined`);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: string[] }[] }[];
}

/** The words of a page, each moment as it is written in it rather than how long ago that is. */
export function wordsOf(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const copy = document.querySelector('main').cloneNode(true);
    for (const time of copy.querySelectorAll('time')) time.textContent = time.dateTime;
    return copy.textContent;
  })()`);
}

async function writeHostile({ ask }: TestGraph): Promise<string> {
  const made = await ask<{ startRun: { run: { id: string } } }>(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }',
    {
      input: {
        experiment: 'hostile/experiment',
        name: HOSTILE.slice(0, 200),
        parameters: { [HOSTILE.slice(0, 100)]: HOSTILE },
        tags: { note: HOSTILE },
        code: { repository: 'javascript:window.hit=1', commit: 'a'.repeat(40) },
      },
    },
  );
  const { id } = made.data.startRun.run;
  const metrics = ['NaN', 'Infinity', '-Infinity', 0.5].map((value, step) => ({
    key: 'odd <b>metric</b>',
    value,
    step,
  }));
  const answers = [
    await ask('mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { accepted } }', {
      input: { run: id, metrics },
    }),
    await ask('mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }', {
      input: { run: id, status: 'FINISHED' },
    }),
    await ask('mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }', {
      input: {
        model: 'hostile/model',
        run: id,
        description: HOSTILE,
        architecture: HOSTILE.slice(0, 100),
        config: { [HOSTILE.slice(0, 50)]: HOSTILE },
        tags: { note: HOSTILE },
        build: { system: 'ci', url: 'javascript:window.hit=1' },
      },
    }),
    await ask('mutation ($input: ReportContradictionInput!) { reportContradiction(input: $input) { created } }', {
      input: {
        ...{
          modelVersion: 'hostile/model@1.0.0',
          kind: 'TAG_MOVED',
          source: 'javascript:window.hit=1',
          place: HOSTILE,
        },
        ...{ known: HOSTILE, found: `found ${HOSTILE}` },
      },
    }),
    await ask('mutation ($input: RenameModelInput!) { renameModel(input: $input) { previous } }', {
      input: { model: 'hostile/model', displayName: HOSTILE },
    }),
  ];
  const errors = [made, ...answers].flatMap((answer) => answer.errors ?? []);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return id;
}

function hasWhatItTakes(): boolean {
  const missing = [
    ...(existsSync(CHROMIUM) ? [] : [`${CHROMIUM} is not there: apt-get install chromium`]),
    ...(existsSync('dist/explorer') ? [] : ['the explorer is not built: npm run build']),
  ];
  for (const what of missing) console.warn(`NOT RUN: the explorer in a real browser. ${what}.`);
  return missing.length === 0;
}
