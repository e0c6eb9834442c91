// npm run pictures: the pictures of the explorer in the README, docs/pictures/, of the example that a first start loads. It
// needs Chromium (`--browser` names one).
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { chromium } from 'playwright-core';
import UPNG from 'upng-js';
import { startProduct } from './mlflow-servers.mjs';
import { prepare } from './prepare.mjs';

const WINDOW = { width: 1_200, height: 750 };
/** Colours of a picture: few enough to be small, more than an eye tells apart on such pages. */
const COLOURS = 256;
/** The most bytes of one: who reads the README loads all of them. */
const MOST_BYTES = 80_000;
const TOKEN = 'the-token-of-ann-who-shows-it';

const { browser: executablePath, folder } = new Command()
  .option('--browser <path>', 'a Chromium', '/usr/bin/chromium')
  .option('--folder <path>', 'where they are written', path.join(import.meta.dirname, '..', 'docs', 'pictures'))
  .parse()
  .opts();
if (!existsSync(executablePath)) {
  console.error(
    `NO PICTURE WAS TAKEN: ${executablePath} is not there: apt-get install chromium, or name one by --browser.`,
  );
  process.exit(2);
}

prepare();
const store = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-pictures-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(store, 0o755);
const server = await startProduct(store, { example: true, environment: { PEDIGRAPH_TOKENS: `ann=${TOKEN}` } });
try {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  await takeAll(browser);
  await browser.close();
} finally {
  await server.stop();
  await rm(store, { recursive: true, force: true });
}

async function takeAll(browser) {
  await exampleLoaded();
  await ask(`mutation { setPolicy(input: {
    scope: "demo/churn", alias: "production", rules: { metrics: ["auc >= 0.86"], reproducible: true, approvals: 1 }
  }) { policy { scope } } }`);
  const { runTable } = await ask('{ runTable(filter: {}, columns: []) { nodes { run { id name } } } }');
  const finished = runTable.nodes.filter(({ run }) => run.name !== 'network-too-fast').map(({ run }) => run.id);
  const columns = 'metric.auc,metric.loss,parameter.learning_rate,parameter.max_depth';
  await mkdir(folder, { recursive: true });
  for (const [name, at, colorScheme = 'light'] of [
    ['overview', '/'],
    ['version', '/models/demo/churn@production'],
    ['lineage', '/lineage?of=demo/customers-raw@1.1.0&lit=down'],
    ['compare', '/compare?refs=demo/churn@1.0.0,demo/churn@1.1.0,demo/churn@2.0.0'],
    ['review', '/review'],
    ['runs', `/runs?namespace=demo&columns=${columns}&shown=${finished}&curve=auc,loss`, 'dark'],
  ])
    await take(browser, path.join(folder, `${name}.png`), at, colorScheme);
}

async function take(browser, file, at, colorScheme) {
  const context = await browser.newContext({ viewport: WINDOW, colorScheme, reducedMotion: 'reduce' });
  await context.addInitScript(`sessionStorage.setItem('pedigraph.token', '${TOKEN}')`);
  const page = await context.newPage();
  await page.goto(new URL(at, server.url).href);
  await page.locator('[data-live=streaming]').waitFor();
  await page.locator('main .waiting, main [aria-busy=true]').first().waitFor({ state: 'detached' });
  // Curves and lineages are drawn once a frame.
  await pause(500);
  const bytes = smaller(await page.screenshot());
  if (bytes.length > MOST_BYTES) throw new Error(`${file} has ${bytes.length} bytes: more than ${MOST_BYTES}.`);
  await writeFile(file, bytes);
  console.log(`${path.relative('.', file)}: ${Math.round(bytes.length / 1_000)} KB`);
  await context.close();
}

/** The deployment is the last thing of the example; the server answers before it is there. */
async function exampleLoaded() {
  for (let looks = 0; looks < 300; looks++) {
    const { deployments } = await ask('{ deployments(first: 1) { totalCount } }');
    if (deployments.totalCount > 0) return;
    await pause(100);
  }
  throw new Error(`The example was not loaded: ${server.output()}`);
}

/** The same picture in few colours. */
function smaller(png) {
  const picture = UPNG.decode(Uint8Array.from(png).buffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(picture), picture.width, picture.height, COLOURS));
}

async function ask(query) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(errors[0].message);
  return data;
}
