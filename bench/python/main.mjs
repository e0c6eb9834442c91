// npm run bench:python [-- --rounds 3 --points 100000]: what a point costs the loop that logs it, with the Python client and
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

const { rounds, points } = new Command()
  .option('--rounds <count>', 'how often each is measured, by turns', Number, 3)
  .option('--points <count>', 'how many points a loop logs', Number, 100_000)
  .parse()
  .opts();

const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-python-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
await chmod(folder, 0o755);
const running = [];
try {
  await report(await measure());
} finally {
  for (const server of running) await server.stop();
  await rm(folder, { recursive: true, force: true });
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
    'the Python client': { words: ['pedigraph'], environment: { URL: ours.url, TOKEN: token } },
    'mlflow, asynchronous, to mlflow server': { words: ['mlflow'], environment: { URL: theirs.uri } },
    'mlflow, asynchronous, to ours': {
      words: ['mlflow'],
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
      const { stdout } = await run(python, ['-B', path.join(HERE, 'log_points.py'), ...words, String(points)], options);
      measured[name].push(JSON.parse(stdout.trim().split('\n').at(-1)));
    }
  return measured;
}

async function report(measured) {
  console.log(`${points} points from a loop; the median of ${rounds}\n`);
  console.log('| | µs a point, of the loop | s until all are stored | stored |\n|---|---|---|---|');
  for (const [name, results] of Object.entries(measured)) {
    const of = (key) => median(results.map((result) => result[key]));
    console.log(`| ${name} | ${of('micros').toFixed(1)} | ${of('seconds').toFixed(1)} | ${of('stored')} |`);
  }
  await mkdir(path.join(ROOT, 'bench', 'out'), { recursive: true });
  await writeFile(path.join(ROOT, 'bench', 'out', 'python.json'), JSON.stringify({ points, measured }, null, 2));
  for (const { stored } of measured['the Python client'])
    if (stored !== points) throw new Error(`${stored} of ${points} points are stored.`);
}
