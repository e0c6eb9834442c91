import type { Dirent } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import type { OnProblem, StoreKind } from './problem.js';
import { BESIDE_RUNS, type MlflowExperiment, readExperiment } from './read-experiment.js';
import { type MlflowModel, readRegisteredModel } from './read-registered-model.js';
import { type MlflowRun, readRun } from './read-run.js';
import { asUnreadableFile } from './read-text.js';

/**
 * An MLflow file store on disk. Opening it reads folder names only; runs and models are read one after the other, and
 * what is broken goes to `onProblem`, with paths relative to `root`, while the rest goes on.
 */
export interface MlflowStore {
  /** The folder `mlruns`. */
  readonly root: string;
  /** Every run folder by the run's id, readable or not. */
  readonly runFolders: ReadonlyMap<string, string>;
  /** Every folder of a logged model (MLflow 3) by the model's id. */
  readonly loggedModelFolders: ReadonlyMap<string, string>;
  /** How many folders look like a registered model. */
  readonly modelCount: number;
  /** For what is found outside the store's own reading, such as in a run's metrics. */
  readonly onProblem: OnProblem;
  /** Active experiments, then those in `.trash`. */
  experiments(): AsyncGenerator<MlflowExperiment>;
  runsOf(experiment: MlflowExperiment): AsyncGenerator<MlflowRun>;
  models(): AsyncGenerator<MlflowModel>;
}

/**
 * Opens the store at `place`: the folder `mlruns` itself or the one it lies in. Nothing is ever written to it.
 * @throws {PedigraphError} NOT_FOUND where neither is a store.
 */
export async function readMlflowStore(place: string, onProblem: OnProblem): Promise<MlflowStore> {
  const root = await findRoot(path.resolve(place));
  const report: OnProblem = (problem) => onProblem({ ...problem, path: path.relative(root, problem.path) || '.' });
  const experimentFolders = [
    ...(await foldersIn(root))
      .filter((name) => name !== 'models' && !name.startsWith('.'))
      .map((name) => path.join(root, name)),
    ...(await foldersIn(path.join(root, '.trash'))).map((name) => path.join(root, '.trash', name)),
  ];
  const runFolders = new Map<string, string>();
  const loggedModelFolders = new Map<string, string>();
  for (const folder of experimentFolders) {
    for (const name of await runNamesIn(folder)) runFolders.set(name, path.join(folder, name));
    for (const name of await foldersIn(path.join(folder, 'models')))
      loggedModelFolders.set(name, path.join(folder, 'models', name));
  }
  const modelFolders = (await foldersIn(path.join(root, 'models'))).map((name) => path.join(root, 'models', name));
  return {
    root,
    runFolders,
    loggedModelFolders,
    modelCount: modelFolders.length,
    onProblem: report,
    experiments: () => readEach('experiment', experimentFolders, readExperiment, report),
    models: () => readEach('model', modelFolders, (folder) => readRegisteredModel(folder, report), report),
    async *runsOf({ folder }) {
      const folders = (await runNamesIn(folder)).map((name) => path.join(folder, name));
      yield* readEach('run', folders, (runFolder) => readRun(runFolder, report), report);
    },
  };
}

async function findRoot(place: string): Promise<string> {
  for (const root of [path.join(place, 'mlruns'), place]) {
    for (const name of await foldersIn(root)) {
      if (name === '.trash' || (await exists(path.join(root, name, 'meta.yaml')))) return root;
      if (name === 'models' && (await foldersIn(path.join(root, 'models'))).length > 0) return root;
    }
  }
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected an MLflow file store (a folder "mlruns", or the folder it lies in), but ${place} is none. A tracking server with a database has to be exported to files first.`,
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function runNamesIn(experimentFolder: string): Promise<string[]> {
  return (await foldersIn(experimentFolder)).filter((name) => !BESIDE_RUNS.includes(name) && !name.startsWith('.'));
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [] as Dirent[];
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Cannot list the folder ${folder} (${error.code}); make it readable and import again.`,
    );
  });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function* readEach<Thing>(
  kind: StoreKind,
  folders: readonly string[],
  read: (folder: string) => Promise<Thing>,
  onProblem: OnProblem,
): AsyncGenerator<Thing> {
  for (const folder of folders) {
    let thing: Thing;
    try {
      thing = await read(folder);
    } catch (error) {
      const { path: file, message } = asUnreadableFile(folder, error);
      onProblem({ kind, path: file, reason: message });
      continue;
    }
    yield thing;
  }
}
