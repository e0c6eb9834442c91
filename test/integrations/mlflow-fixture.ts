import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own for one test, gone when the test is. */
export interface TemporaryStore extends AsyncDisposable {
  /** The folder that holds `mlruns`. */
  readonly parent: string;
  readonly root: string;
}

/** A file store written from path to content, as MLflow would have left it. */
export async function createStore(files: Readonly<Record<string, string | Buffer>>): Promise<TemporaryStore> {
  const store = await emptyFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(store.root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return store;
}

/** The `meta.yaml` of an experiment; what is given wins over the defaults. */
export function experimentMeta(id: string, name: string, over: Readonly<Record<string, string>> = {}): string {
  return yaml({
    artifact_location: `file:///Users/someone/mlruns/${id}`,
    creation_time: '1714741043098',
    experiment_id: `'${id}'`,
    last_update_time: '1714741043098',
    lifecycle_stage: 'active',
    name,
    ...over,
  });
}

/** The `meta.yaml` of a finished run. */
export function runMeta(id: string, over: Readonly<Record<string, string>> = {}): string {
  return yaml({
    artifact_uri: `file:///Users/someone/mlruns/0/${id}/artifacts`,
    end_time: '1714741099000',
    experiment_id: "'0'",
    lifecycle_stage: 'active',
    run_id: id,
    run_name: 'brave-fox-1',
    run_uuid: id,
    source_version: "''",
    start_time: '1714741043098',
    status: '3',
    ...over,
  });
}

/** The `meta.yaml` of a version of a registered model. */
export function versionMeta(version: number, over: Readonly<Record<string, string>> = {}): string {
  return yaml({
    aliases: '[]',
    creation_timestamp: '1714899889670',
    current_stage: 'None',
    description: 'null',
    name: 'detector',
    run_id: 'null',
    source: 'null',
    version: String(version),
    ...over,
  });
}

const REAL_STORE = path.resolve(import.meta.dirname, '../../../shared/data/mlflow/country-guess-mlruns.tar.xz');

/** Whether the real store is at hand: it is no part of the project. */
export const hasRealStore = existsSync(REAL_STORE);
export const WITHOUT_REAL_STORE = `skipped: ${REAL_STORE} is not there`;

/** The file store of a real project (github.com/JortdeJong13/country-guess, MIT), unpacked. */
export async function unpackRealStore(): Promise<TemporaryStore> {
  const store = await emptyFolder();
  execFileSync('tar', ['-xJf', REAL_STORE, '-C', store.parent]);
  return store;
}

async function emptyFolder(): Promise<TemporaryStore> {
  const parent = await mkdtemp(path.join(tmpdir(), 'pedigraph-mlflow-'));
  return {
    parent,
    root: path.join(parent, 'mlruns'),
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}

function yaml(lines: Readonly<Record<string, string>>): string {
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
