// npm run bench:mlflow-import [-- --runs 10000 --points 100]: a store of MLflow's taken over, beside MLflow's own copy of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { requirementsOf, startProduct } from '../../scripts/mlflow-servers.mjs';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { cpuOfTree } from '../mlflow/process-tree.mjs';
import { post, timed } from '../timing.mjs';
import { writeStore } from './write-store.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const EXPERIMENT = 'mlflow/bench';

const { runs, points } = new Command()
  .option('--runs <count>', 'how many runs there are', Number, 10_000)
  .option('--points <count>', 'how many points each of them has', Number, 100)
  .parse()
  .opts();

let server;
const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-import-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(folder, 0o755);
try {
  await report(await measure());
} finally {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure() {
  const python = pythonEnvironment('mlflow', requirementsOf('requirements.txt'));
  const [store, data] = [path.join(folder, 'store'), path.join(folder, 'data')];
  await writeStore(path.join(store, 'mlruns'), { runs, points });
  const target = `sqlite:///${path.join(folder, 'mlflow.db')}`;
  const migrate = ['-m', 'mlflow', 'migrate-filestore', '--no-progress', '--source', store, '--target', target];
  const theirs = await measured(() => run(python, migrate));
  await mkdir(data, { mode: 0o755 });
  server = await startProduct(data);
  const pedigraph = [path.join(root, 'bin', 'pedigraph.mjs'), 'import', 'mlflow', store, '--url', server.url];
  const ours = await measured(() => run(process.execPath, pedigraph));
  await assertWhole();
  const again = await measured(() => run(process.execPath, pedigraph));
  return { theirs, ours, again };
}

/** Milliseconds until it was done, and for which it, and the server, worked. */
async function measured(work) {
  const before = cpuOfTree(process.pid);
  const took = await timed(work);
  return { took, cpu: cpuOfTree(process.pid) - before };
}

async function run(command, parameters) {
  const env = {
    ...process.env,
    MLFLOW_ALLOW_FILE_STORE: 'true',
    ...(server && { PEDIGRAPH_TOKEN: server.tokens.admin }),
  };
  const [status] = await once(spawn(command, parameters, { stdio: ['ignore', 'ignore', 'inherit'], env }), 'exit');
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${status}.`);
}

/** Every run is there, and one of them with its points. */
async function assertWhole() {
  const query = `query ($name: String!, $points: Int!) { experiment(name: $name) { runs(first: 1) {
    totalCount nodes { metricHistory(key: "loss", first: $points) { totalCount } } } } }`;
  const { experiment } = await post(server.url, query, { name: EXPERIMENT, points: 1 }, server.tokens.admin);
  const [one] = experiment.runs.nodes;
  if (experiment.runs.totalCount !== runs || one.metricHistory.totalCount !== points)
    throw new Error(`Expected ${runs} runs of ${points} points, got ${JSON.stringify(experiment)}.`);
}

async function report({ theirs, ours, again }) {
  const seconds = (ms) => Number((ms / 1_000).toPrecision(3));
  const ratio = (there, here) => Number((there / here).toPrecision(3));
  const row = ({ took, cpu }) => ({
    seconds: seconds(took),
    ratio: ratio(theirs.took, took),
    'CPU, seconds': seconds(cpu),
    'ratio, CPU': ratio(theirs.cpu, cpu),
  });
  const table = {
    'mlflow migrate-filestore, into SQLite': row(theirs),
    'pedigraph import mlflow': row(ours),
    'the same again, where all is there': row(again),
  };
  console.log(`${runs} runs of ${points} points`);
  console.table(table);
  const out = path.join(root, 'bench', 'out');
  await mkdir(out, { recursive: true });
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, loadAverage: os.loadavg() };
  await writeFile(
    path.join(out, 'mlflow-import.json'),
    `${JSON.stringify({ at: new Date(), machine, runs, points, table }, null, 2)}\n`,
  );
}
