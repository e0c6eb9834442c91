// npm run bench:mlflow [-- --rounds 3 --runs 10000 --starts 3]: MLflow's own client and two servers, MLflow's and ours, side by side.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { requirementsOf, startMlflow, startProduct } from '../../scripts/mlflow-servers.mjs';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { columnsOf } from './columns.mjs';
import { fillProduct } from './fill-product.mjs';
import { cpuOfTree, memoryOfTree } from './process-tree.mjs';
import { generateRuns } from './runs.mjs';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const FILLED = 'filled';

const ROWS = {
  run: 'log a run: 1,000 points, 20 parameters, its end',
  batches: '100 batches of 1,000 points from 50 clients',
  register: 'register a version',
  alias: 'a version by its alias, with its run',
  frame: '1,000 runs to a DataFrame',
  search: 'search of %d runs by a metric, 100 found',
  start: 'start until it answers',
  memory: 'memory at the end, MB',
};

/** As many connections in each of its processes as there are clients: with those of the default, 15, some are refused. */
const POOL = { MLFLOW_SQLALCHEMYSTORE_POOL_SIZE: '50' };

const { rounds, runs, starts } = new Command()
  .option('--rounds <count>', 'how often each side is measured, by turns', Number, 3)
  .option('--runs <count>', 'how many runs there are before', Number, 10_000)
  .option('--starts <count>', 'how often each is started, to be measured', Number, 3)
  .parse()
  .opts();

const began = performance.now();
const say = (what) => console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${what}`);
const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-mlflow-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(folder, 0o755);
const running = new Set();
const close = async () => {
  for (const server of running) await server.stop();
  await rm(folder, { recursive: true, force: true });
};
process.once('SIGINT', () => void close().finally(() => process.exit(130)));
try {
  await report(await measure());
} finally {
  await close();
}

async function measure() {
  const python = pythonEnvironment('mlflow', requirementsOf('requirements.txt'));
  const [ourFolder, theirFolder] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  for (const made of [ourFolder, theirFolder]) await mkdir(made, { mode: 0o755 });
  const sides = {
    ours: { start: (before) => startProduct(ourFolder, { tokens: before?.tokens }), times: {}, cpu: {}, failures: {} },
    theirs: { start: () => startMlflow(theirFolder, python, { environment: POOL }), times: {}, cpu: {}, failures: {} },
  };
  say('both start, on new stores');
  for (const side of Object.values(sides)) await startSide(side);
  say(`both are given ${runs} runs`);
  const filling = generateRuns(runs);
  const database = path.join(theirFolder, 'mlflow.db');
  const filled = run(python, [path.join(HERE, 'fill_store.py'), database, FILLED]);
  filled.child.stdin.end(JSON.stringify(filling));
  await filled;
  const { url, tokens } = sides.ours.server;
  await fillProduct({ url, token: tokens.admin, experiment: FILLED, runs: filling });
  for (let round = 0; round < rounds; round++)
    for (const [name, side] of Object.entries(sides)) {
      say(`round ${round + 1}: ${name}`);
      add(side, await measureSide(side, python));
    }
  for (const side of Object.values(sides)) add(side, { times: { memory: [memoryOfTree(side.server.pid)] } });
  for (let time = 0; time < starts; time++)
    for (const [name, side] of Object.entries(sides)) {
      say(`start ${time + 1}: ${name}`);
      await stopSide(side);
      const { tookMs, pid } = await startSide(side);
      add(side, { times: { start: [tookMs] }, cpu: { start: [cpuOfTree(pid)] } });
    }
  return sides;
}

async function startSide(side) {
  side.server = await side.start(side.server);
  running.add(side.server);
  return side.server;
}

async function stopSide({ server }) {
  await server.stop();
  running.delete(server);
}

async function measureSide({ server }, python) {
  const { stdout } = await run(python, ['-B', path.join(HERE, 'measure.py'), server.uri, FILLED, String(server.pid)], {
    env: { ...process.env, ...(server.tokens && { MLFLOW_TRACKING_TOKEN: server.tokens.admin }) },
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1));
}

function add(side, { times, cpu = {}, failures = {} }) {
  Object.assign(side.failures, failures);
  for (const [measured, rows] of [
    [side.times, times],
    [side.cpu, cpu],
  ])
    for (const [row, some] of Object.entries(rows)) measured[row] = [...(measured[row] ?? []), ...some];
}

async function report(sides) {
  const rows = Object.entries(ROWS).map(([row, label]) => [row, label.replace('%d', runs.toLocaleString('en'))]);
  const table = Object.fromEntries(rows.map(([row, label]) => [label, columnsOf(row, sides)]));
  console.table(table);
  for (const [row, label] of rows)
    for (const [name, { failures }] of Object.entries(sides))
      if (row in failures) say(`${label}, ${name}: ${failures[row]}`);
  const out = path.join(HERE, '..', 'out');
  await mkdir(out, { recursive: true });
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, loadAverage: os.loadavg() };
  await writeFile(
    path.join(out, 'mlflow.json'),
    `${JSON.stringify({ at: new Date(), machine, runs, rounds, table, ...measuredOf(sides) }, null, 2)}\n`,
  );
}

function measuredOf(sides) {
  return Object.fromEntries(
    Object.entries(sides).map(([name, { times, cpu, failures }]) => [name, { times, cpu, failures }]),
  );
}
