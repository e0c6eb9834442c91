import path from 'node:path';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ForeignTree } from '../reading/foreign-tree.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { type ListedFolder, listThings, withoutLinksToEachOther } from './list-things.js';
import type { OnProblem, StoreKind } from './problem.js';
import { BESIDE_RUNS, type MlflowExperiment, readExperiment } from './read-experiment.js';
import { type MlflowModel, readRegisteredModel } from './read-registered-model.js';
import { type MlflowRun, readRun } from './read-run.js';
import type { StoreSource } from './store-source.js';

/**
 * An MLflow file store on disk. Opening it reads folder names only; runs and models are read one after the other, and
 * what is broken goes to `onProblem`, with paths relative to `root`, while the rest goes on.
 */
export interface MlflowStore extends StoreSource {
  /** The folder `mlruns`. */
  readonly root: string;
  /** Every run folder by the run's id, readable or not. */
  readonly runFolders: ReadonlyMap<string, string>;
  /** Every folder of a logged model (MLflow 3) by the model's id. */
  readonly loggedModelFolders: ReadonlyMap<string, string>;
  /** How many folders look like a registered model. */
  readonly modelCount: number;
  /** Active experiments, then those in `.trash`. */
  experiments(): AsyncGenerator<MlflowExperiment>;
  runsOf(experiment: MlflowExperiment): AsyncGenerator<MlflowRun>;
  models(): AsyncGenerator<MlflowModel>;
}

/**
 * Opens the store at `folder`: the folder `mlruns` itself or the one it lies in. Nothing is ever written to it, and
 * nothing outside of it is read, wherever its links lead.
 * @throws {PedigraphError} NOT_FOUND where neither is a store.
 */
export async function readMlflowStore(folder: string, onProblem: OnProblem): Promise<MlflowStore> {
  const tree = await findStore(path.resolve(folder));
  const { root } = tree;
  const report: OnProblem = (problem) => onProblem({ ...problem, path: path.relative(root, problem.path) || '.' });
  const source = { tree, onProblem: report };
  const experimentFolders = withoutLinksToEachOther(
    [
      ...(await listThings(source, root, 'experiment')).filter(
        ({ name }) => name !== 'models' && !name.startsWith('.'),
      ),
      ...(await listThings(source, path.join(root, '.trash'), 'experiment')),
    ],
    'experiment',
    source,
  ).map((folder) => folder.path);
  const runsIn = await listRuns(experimentFolders, source);
  const runFolders = new Map([...runsIn.values()].flat().map((folder) => [path.basename(folder), folder]));
  const loggedModelFolders = new Map<string, string>();
  for (const folder of experimentFolders) {
    for (const model of await listThings(source, path.join(folder, 'models'), 'artifact'))
      loggedModelFolders.set(model.name, model.path);
  }
  const models = await listThings(source, path.join(root, 'models'), 'model');
  const modelFolders = withoutLinksToEachOther(models, 'model', source).map((folder) => folder.path);
  const reportLostRuns = (experiment: string) => {
    for (const run of runsIn.get(experiment) ?? [])
      report({ kind: 'run', path: run, reason: 'belongs to an experiment that cannot be read' });
  };
  return {
    ...source,
    root,
    runFolders,
    loggedModelFolders,
    modelCount: modelFolders.length,
    experiments: () =>
      readEach('experiment', experimentFolders, (folder) => readExperiment(folder, source), report, reportLostRuns),
    models: () => readEach('model', modelFolders, (folder) => readRegisteredModel(folder, source), report),
    runsOf: ({ folder }) => readEach('run', runsIn.get(folder) ?? [], (run) => readRun(run, source), report),
  };
}

async function listRuns(experiments: readonly string[], source: StoreSource): Promise<Map<string, string[]>> {
  const listed = new Map<string, ListedFolder[]>();
  for (const experiment of experiments) {
    const folders = await listThings(source, experiment, 'run');
    listed.set(
      experiment,
      folders.filter(({ name }) => !BESIDE_RUNS.includes(name) && !name.startsWith('.')),
    );
  }
  const kept = new Set(withoutLinksToEachOther([...listed.values()].flat(), 'run', source));
  return new Map(
    [...listed].map(([experiment, runs]) => [experiment, runs.filter((run) => kept.has(run)).map((run) => run.path)]),
  );
}

async function findStore(folder: string): Promise<ForeignTree> {
  const above = await ForeignTree.at(folder).catch(() => null);
  if (above === null) throw noStore(folder);
  const inside = path.join(folder, 'mlruns');
  const obstacle = await above.realPathOf(inside).then(
    () => null,
    (error) => asUnreadableFile(inside, error).obstacle,
  );
  if (obstacle === 'outside') {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${inside} to be a folder in ${folder}, but it is a link out of it: name the folder that it leads to, if you mean that one.`,
    );
  }
  if (obstacle === null) {
    const tree = await ForeignTree.at(inside);
    if (await isStore(tree)) return tree;
  }
  if (await isStore(above)) return above;
  throw noStore(folder);
}

async function isStore(tree: ForeignTree): Promise<boolean> {
  const has = (inside: string) =>
    tree.realPathOf(path.join(tree.root, inside)).then(
      () => true,
      () => false,
    );
  for (const { name, isFolder, path: folder } of await listed(tree, tree.root)) {
    if (!isFolder) continue;
    if (name === '.trash' || (await has(path.join(name, 'meta.yaml')))) return true;
    if (name === 'models' && (await listed(tree, folder)).some((entry) => entry.isFolder)) return true;
  }
  return false;
}

function noStore(folder: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected an MLflow file store (a folder "mlruns", or the folder it lies in), but ${folder} is none. A tracking server with a database has to be exported to files first.`,
  );
}

async function listed(tree: ForeignTree, folder: string) {
  return tree
    .list(folder, () => {})
    .catch((error) => {
      const { message } = asUnreadableFile(folder, error);
      throw new PedigraphError(
        'BAD_USER_INPUT',
        `Cannot list the folder ${folder}: it ${message}. Make it readable and import again.`,
      );
    });
}

async function* readEach<Thing>(
  kind: StoreKind,
  folders: readonly string[],
  read: (folder: string) => Promise<Thing>,
  onProblem: OnProblem,
  onLost: (folder: string) => void = () => {},
): AsyncGenerator<Thing> {
  for (const folder of folders) {
    let thing: Thing;
    try {
      thing = await read(folder);
    } catch (error) {
      const { path: file, message } = asUnreadableFile(folder, error);
      onProblem({ kind, path: file, reason: message });
      onLost(folder);
      continue;
    }
    yield thing;
  }
}
