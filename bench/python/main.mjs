// npm run bench:python [-- --rounds 3 --points 100000 --theirs 10000]: what a point costs the loop that logs it, with the Python client and
// with MLflow's asynchronous logging, by turns: MLflow's to its own server, and to ours.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { requirementsOf, startMlflow, startProduct } from '../../scripts/mlflow-servers.mjs';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { median } from '../timing.mjs';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const ROOT = path.dirname(path.dirname(HERE));

const {
  rounds,
  points,
  theirs: fewer,
} = new Command()
  .option('--rounds <count>', 'how often each is measured, by turns', Number, 3)
  .option('--points <count>', 'how many points our loop logs', Number, 100_000)
  .option('--theirs <count>', 'how many MLflow’s loops log, whose queue takes minutes for many', Number, 10_000)
  .parse()
  .opts();

const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-python-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(folder, 0o755);
const running = [];
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
  const ours = await startProduct(ourFolder);
  running.push(ours);
  const theirs = await startMlflow(theirFolder, python);
  running.push(theirs);
  const token = ours.tokens.CONTRIBUTOR;
  const sides = {
    'the Python client': { words: ['pedigraph', points], environment: { URL: ours.url, TOKEN: token } },
    'mlflow, asynchronous, to mlflow server': { words: ['mlflow', fewer], environment: { URL: theirs.uri } },
    'mlflow, asynchronous, to ours': {
      words: ['mlflow', fewer],
      environment: { URL: ours.uri, MLFLOW_TRACKING_TOKEN: ours.tokens.admin },
    },
  };
  const measured = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, { words, environment }] of Object.entries(sides)) {
      console.error(`round ${round + 1}: ${name}`);
      const options = {
        env: {
          ...process.env,
          ...environment,
          PEDIGRAPH_STATE: path.join(folder, 'state'),
          PYTHONPATH: path.join(ROOT, 'clients', 'python', 'src'),
        },
      };
      const { stdout } = await run(python, ['-B', path.join(HERE, 'log_points.py'), ...words.map(String)], options);
      const result = JSON.parse(stdout.trim().split('\n').at(-1));
      console.error(result);
      measured[name].push(result);
    }
  return measured;
}

async function report(measured) {
  console.log(`Points from a loop; the median of ${rounds}\n`);
  console.log(
    '| | points that are stored | µs a point, of the loop | of its thread’s CPU | s until all are stored |\n|---|---|---|---|---|',
  );
  for (const [name, results] of Object.entries(measured)) {
    const of = (key) => median(results.map((result) => result[key]));
    console.log(
      `| ${name} | ${of('stored')} | ${of('micros').toFixed(1)} | ${of('cpuMicros').toFixed(1)} | ${of('seconds').toFixed(1)} |`,
    );
  }
  await mkdir(path.join(ROOT, 'bench', 'out'), { recursive: true });
  await writeFile(path.join(ROOT, 'bench', 'out', 'python.json'), JSON.stringify({ points, fewer, measured }, null, 2));
  for (const { stored } of measured['the Python client'])
    if (stored !== points) throw new Error(`${stored} of ${points} points are stored.`);
}
