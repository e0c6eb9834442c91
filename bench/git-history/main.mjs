// npm run bench:git [-- --commits 60 --locks 40]: the history of a repository, read here and by dvc and gto.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { cpuOfTree } from '../mlflow/process-tree.mjs';
import { timed } from '../timing.mjs';
import { makeHistory } from './make-history.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** Parameters, metrics and digests of each commit. */
const EXPERIMENTS = 'dvc exp show --all-commits';
/** dvc lists what is checked out beside the commits. */
const WORKSPACE = 1;

const { commits, locks, long } = new Command()
  .option('--commits <count>', 'of the history that all of them read', Number, 60)
  .option('--locks <count>', 'pipelines with a dvc.lock of that history', Number, 40)
  .option('--no-long', 'leave out the history of 1,000 commits and 100 locks, which is read here alone')
  .parse()
  .opts();

const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bench-git-'));
try {
  await report(await measure());
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure() {
  const python = pythonEnvironment('dvc', path.join(root, 'test', 'dvc', 'requirements.txt'));
  const tools = path.dirname(python);
  const short = path.join(folder, 'short');
  await makeHistory(short, { commits, locks });
  const theirs = {
    [EXPERIMENTS]: await read(path.join(tools, 'dvc'), 'exp show --all-commits --json', short),
    'gto show': await read(path.join(tools, 'gto'), 'show --json', short),
    'gto history': await read(path.join(tools, 'gto'), 'history --json', short),
  };
  assertCommits(theirs[EXPERIMENTS].answer.length - WORKSPACE, commits);
  const ours = await readHere(short, commits);
  if (!long) return { theirs, ours };
  const whole = path.join(folder, 'long');
  await makeHistory(whole, { commits: 1_000, locks: 100 });
  return { theirs, ours, alone: await readHere(whole, 1_000) };
}

/** All that an import reads (runs, parameters, metrics, digests, versions, stages, environments), in a process of its own. */
async function readHere(repository, expected) {
  const here = await read(
    process.execPath,
    `${path.join(root, 'bin', 'pedigraph.mjs')} import git ${repository} --dry-run --json`,
    repository,
  );
  assertCommits(here.answer.commits, expected);
  return here;
}

function assertCommits(read, expected) {
  if (read !== expected) throw new Error(`Expected ${expected} commits to be read, got ${read}.`);
}

/** What a command answers as JSON, and the milliseconds that it took and worked. */
async function read(command, words, cwd) {
  const before = cpuOfTree(process.pid);
  let text = '';
  const took = await timed(async () => {
    const env = { ...process.env, DVC_NO_ANALYTICS: '1' };
    const child = spawn(command, words.split(' '), { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const [status] = await once(child, 'close');
    if (status !== 0) throw new Error(`${command} ${words} ended with ${status}.`);
  });
  return { took, cpu: cpuOfTree(process.pid) - before, answer: JSON.parse(text) };
}

async function report({ theirs, ours, alone }) {
  const seconds = (ms) => Number((ms / 1_000).toPrecision(3));
  const times = (there, here) => Number((there / here).toPrecision(3));
  const row = ({ took, cpu }) => ({
    seconds: seconds(took),
    'CPU, seconds': seconds(cpu),
    'times ours': times(took, ours.took),
    'times ours, CPU': times(cpu, ours.cpu),
  });
  const sum = (what) => Object.values(theirs).reduce((total, one) => total + one[what], 0);
  const table = {
    ...Object.fromEntries(Object.entries(theirs).map(([name, one]) => [name, row(one)])),
    'dvc and gto': row({ took: sum('took'), cpu: sum('cpu') }),
    'pedigraph import git --dry-run': row(ours),
    ...(alone && {
      'the same, 1,000 commits and 100 locks': { seconds: seconds(alone.took), 'CPU, seconds': seconds(alone.cpu) },
    }),
  };
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, loadAverage: os.loadavg() };
  const load = machine.loadAverage.map((one) => one.toFixed(1)).join(', ');
  console.log(`${commits} commits, ${locks} locks; ${machine.cpus} processors, load ${load}`);
  console.table(table);
  const out = path.join(root, 'bench', 'out');
  await mkdir(out, { recursive: true });
  const result = { at: new Date(), machine, commits, locks, table };
  await writeFile(path.join(out, 'git-history.json'), `${JSON.stringify(result, null, 2)}\n`);
}
