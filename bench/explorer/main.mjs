// npm run bench:explorer [-- --rounds 5]: the table of runs and a comparison of 100 of them, in MLflow's own page and in ours,
// on the same 109 runs, in one browser, by turns.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { chromium } from 'playwright-core';
import { requirementsOf, startMlflow, startProduct } from '../../scripts/mlflow-servers.mjs';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { fillProduct } from '../mlflow/fill-product.mjs';
import { generateRuns } from '../mlflow/runs.mjs';
import { median, post } from '../timing.mjs';
import { costOfPage } from './page-cost.mjs';

const RUNS = 109;
const COMPARED = 100;
const EXPERIMENT = 'filled';

const { rounds, browser: executablePath } = new Command()
  .option('--rounds <count>', 'how often each side is measured, by turns', Number, 5)
  .option('--browser <path>', 'a Chromium', '/usr/bin/chromium')
  .parse()
  .opts();

const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-explorer-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(folder, 0o755);
const running = [];
try {
  await report(await measure());
} finally {
  for (const closer of running.reverse()) await closer();
  await rm(folder, { recursive: true, force: true });
}

async function measure() {
  const sides = { ours: await openOurs(), theirs: await openMlflow() };
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  running.push(() => browser.close());
  const costs = { ours: { runs: [], compared: [] }, theirs: { runs: [], compared: [] } };
  // The first visit of each is for the servers, which have answered nobody yet.
  for (let round = -1; round < rounds; round++)
    for (const [name, { pages, token }] of Object.entries(sides))
      for (const [page, [address, shown]] of Object.entries(pages)) {
        const cost = await costOfPage(browser, address, { shown, token });
        if (round >= 0) costs[name][page].push(cost);
      }
  return costs;
}

/** A page of either: its address, and what is there when it is. */
async function openOurs() {
  const own = path.join(folder, 'ours');
  await mkdir(own, { mode: 0o755 });
  const server = await startProduct(own);
  running.push(server.stop);
  const { admin: token } = server.tokens;
  await fillProduct({ url: server.url, token, experiment: EXPERIMENT, runs: generateRuns(RUNS) });
  const query = `{ runTable(filter: {}, columns: [], first: ${COMPARED}) { nodes { run { id } } } }`;
  const { runTable } = await post(server.url, query, {}, token);
  const ids = runTable.nodes.map(({ run }) => run.id);
  const { origin } = new URL(server.url);
  return {
    token,
    pages: {
      runs: [`${origin}/runs`, (page) => page.locator('.runs-table tbody').getByText('run 108', { exact: true })],
      compared: [`${origin}/compare-runs?runs=${ids.join()}`, (page) => page.locator('tbody').getByText('m9')],
    },
  };
}

async function openMlflow() {
  const python = pythonEnvironment('mlflow', requirementsOf('requirements.txt'));
  const own = path.join(folder, 'theirs');
  const server = await startMlflow(own, python);
  running.push(server.stop);
  const fill = [
    path.join(import.meta.dirname, '..', 'mlflow', 'fill_store.py'),
    path.join(own, 'mlflow.db'),
    EXPERIMENT,
  ];
  const filled = promisify(execFile)(python, fill);
  filled.child.stdin.end(JSON.stringify(generateRuns(RUNS)));
  await filled;
  const api = async (at, body) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetch(`${server.uri}/api/2.0/mlflow/${at}`, init)).json();
  };
  const { experiments } = await api('experiments/search', { max_results: 10 });
  const { experiment_id: id } = experiments.find(({ name }) => name === EXPERIMENT);
  const found = await api('runs/search', { experiment_ids: [id], max_results: COMPARED });
  const ids = found.runs.map(({ info }) => info.run_id);
  const compared = new URLSearchParams({ runs: JSON.stringify(ids), experiments: JSON.stringify([id]) });
  return {
    pages: {
      runs: [`${server.uri}/#/experiments/${id}/runs`, (page) => page.getByText('run 108', { exact: true })],
      compared: [`${server.uri}/#/compare-runs?${compared}`, (page) => page.getByText('m9', { exact: true })],
    },
  };
}

async function report({ ours, theirs }) {
  const of = (side, page, measured) => median(side[page].map((cost) => cost[measured]));
  const row = (page, measured, divisor = 1) => {
    const [here, there] = [of(ours, page, measured) / divisor, of(theirs, page, measured) / divisor];
    return {
      ours: Math.round(here),
      "MLflow's": Math.round(there),
      'ours ÷ theirs': Number((here / there).toFixed(3)),
    };
  };
  const table = {
    'KB of the table of runs': row('runs', 'bytes', 1_000),
    'CPU ms until the table of runs is there': row('runs', 'cpu'),
    [`CPU ms until ${COMPARED} runs are compared`]: row('compared', 'cpu'),
    'KB of the comparison': row('compared', 'bytes', 1_000),
  };
  console.table(table);
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, loadAverage: os.loadavg() };
  console.log(`load of the machine ${machine.loadAverage[0].toFixed(1)} on ${machine.cpus} processors`);
  const out = path.join(import.meta.dirname, '..', 'out');
  await mkdir(out, { recursive: true });
  const measured = { at: new Date(), machine, rounds, table, ours, theirs };
  await writeFile(path.join(out, 'explorer.json'), `${JSON.stringify(measured, null, 2)}\n`);
}
