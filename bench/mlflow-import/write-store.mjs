import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const START = 1_700_000_000_000;
const RUNS_AT_ONCE = 50;

const LIVING = { lifecycle_stage: 'active', creation_time: START, last_update_time: START, user_id: 'ann' };

/** Writes a store of files as MLflow does: one experiment, `runs` ended runs with three parameters and `points` points. */
export async function writeStore(folder, { runs, points }) {
  await write(path.join(folder, '1'), 'meta.yaml', yaml({ experiment_id: "'1'", name: 'bench', ...LIVING }));
  for (let from = 0; from < runs; from += RUNS_AT_ONCE) {
    const some = Array.from({ length: Math.min(RUNS_AT_ONCE, runs - from) }, (_, index) => from + index);
    await Promise.all(some.map((number) => writeRun(path.join(folder, '1'), number, points)));
  }
}

async function writeRun(experiment, number, points) {
  const id = number.toString(16).padStart(32, '0');
  const run = path.join(experiment, id);
  const meta = { run_id: `'${id}'`, run_uuid: `'${id}'`, run_name: `run-${number}`, experiment_id: "'1'", status: '3' };
  const times = { start_time: START + number, end_time: START + number + points };
  await write(run, 'meta.yaml', yaml({ ...meta, ...times, ...LIVING, artifact_uri: `${run}/artifacts` }));
  await write(path.join(run, 'tags'), 'mlflow.user', 'ann');
  for (const [key, value] of Object.entries({ lr: '0.01', depth: String(number % 9), optimizer: 'adam' }))
    await write(path.join(run, 'params'), key, value);
  const lines = Array.from({ length: points }, (_, step) => `${START + step} ${1 / (step + 1)} ${step}\n`);
  await write(path.join(run, 'metrics'), 'loss', lines.join(''));
}

async function write(folder, name, text) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
}

function yaml(lines) {
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
