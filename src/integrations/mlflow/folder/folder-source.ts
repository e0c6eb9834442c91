import path from 'node:path';
import type { OnProblem, SourceObserver, StoreKind } from '#integrations/importing/problem.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { type ArtifactRoot, findInRoots, isFolder } from '../files/artifact-roots.js';
import { treeFiles } from '../files/tree-files.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import type { MlflowSource } from '../source/mlflow-source.js';
import { findStore } from './find-store.js';
import { type ListedFolder, listThings, withoutLinksToEachOther } from './list-things.js';
import { BESIDE_RUNS, readExperiment } from './read-experiment.js';
import { readLoggedModel } from './read-logged-model.js';
import { readMetricPoints } from './read-metric-points.js';
import { readRegisteredModel, readVersion } from './read-registered-model.js';
import { readRun } from './read-run.js';
import type { StoreSource } from './store-source.js';

/** So many runs are read at once: a page. */
const PAGE = 32;

/** A file store of MLflow, as an `MlflowSource`. Opening it reads folder names only. */
export interface FolderSource extends MlflowSource {
  /** The folder `mlruns`. */
  readonly root: string;
}

/**
 * Opens the store at `folder`: the folder `mlruns` itself or the one it lies in. Nothing is ever written to it, and
 * nothing outside of it and of `mlartifacts` beside it is read, wherever links lead. Paths are reported relative to it.
 * @param artifacts folders that artifacts may lie in too
 * @throws {PedigraphError} NOT_FOUND where neither is a store.
 */
export async function openFolderSource(
  folder: string,
  observer: SourceObserver,
  artifacts: readonly ArtifactRoot[] = [],
): Promise<FolderSource> {
  const tree = await findStore(path.resolve(folder));
  const { root } = tree;
  const inStore = (location: string) => path.relative(root, location) || '.';
  const source: StoreSource = {
    tree,
    onProblem: (problem) => observer.onProblem({ ...problem, path: inStore(problem.path) }),
    onRemark: (location, remark) => observer.onRemark(inStore(location), remark),
  };
  const { experiments, runsIn, runFolders, models, loggedModels } = await listStore(source);
  const roots = [{ tree, name: '' }, ...(await artifactsBeside(root)), ...artifacts];
  const readRunAt = (location: string) => readRun(location, experimentIds.get(path.dirname(location)) ?? '', source);
  // MLflow calls the folder of a model as the model.
  const modelFolders = new Map(models.map((location) => [path.basename(location), location]));
  const experimentIds = new Map(experiments.map((location) => [location, path.basename(location)]));
  const readExperimentAt = async (location: string) => {
    const experiment = await readExperiment(location, (runsIn.get(location) ?? []).length > 0, source);
    experimentIds.set(location, experiment.id);
    return experiment;
  };
  return {
    root,
    place: root,
    size: async () => ({ runs: runFolders.size, modelVersions: await countVersions(models, source) }),
    experiments: () => readEach('experiment', experiments, readExperimentAt, source.onProblem),
    runs: async function* () {
      for (const location of experiments) {
        const folders = runsIn.get(location) ?? [];
        for (let at = 0; at < folders.length; at += PAGE) {
          yield await readAll('run', folders.slice(at, at + PAGE), readRunAt, source.onProblem);
        }
      }
    },
    run: async (id) => {
      const location = runFolders.get(id);
      return location === undefined
        ? null
        : ((await readAll('run', [location], readRunAt, source.onProblem))[0] ?? null);
    },
    points: ({ id }, keys) => readMetricPoints(runFolders.get(id) ?? path.join(root, id), source, keys),
    withPoints: async function* (runs) {
      for (const run of runs) yield { run, points: null };
    },
    loggedModels: () =>
      readEach(
        'loggedModel',
        [...loggedModels.values()],
        (location) => readLoggedModel(location, experimentIds.get(path.dirname(path.dirname(location))) ?? '', source),
        source.onProblem,
      ),
    models: () => readEach('model', models, (location) => readRegisteredModel(location, source), source.onProblem),
    version: async ({ name }, number) => {
      const model = modelFolders.get(name);
      return model === undefined ? null : readVersion(path.join(model, `version-${number}`), source).catch(unreadable);
    },
    filesOfRun: async ({ id, artifactUri }) => filesIn(runFolders.get(id), artifactUri, id),
    filesOfLoggedModel: async (id) => filesIn(loggedModels.get(id), null, id),
    [Symbol.asyncDispose]: async () => {},
  };

  async function filesIn(location: string | undefined, uri: string | null, id: string): Promise<ArtifactFiles | null> {
    const own = location === undefined ? null : path.join(location, 'artifacts');
    // A server that keeps artifacts elsewhere leaves the folder empty.
    const isEmpty = own === null || (await tree.list(own, () => {}).catch(() => [])).length === 0;
    if (own !== null && !isEmpty) return treeFiles(tree, own, inStore(own));
    return (await findInRoots(roots, uri, id)) ?? (own === null ? null : treeFiles(tree, own, inStore(own)));
  }
}

/** Null where it is the file that cannot be read, which is reported where the model is. */
function unreadable(error: unknown): null {
  asUnreadableFile('', error);
  return null;
}

/** `mlartifacts`, in which a tracking server keeps artifacts, where it lies beside the store and is no link out. */
async function artifactsBeside(root: string): Promise<ArtifactRoot[]> {
  const above = await ForeignTree.at(path.dirname(root)).catch(() => null);
  const beside = path.join(path.dirname(root), 'mlartifacts');
  if (above === null || !(await isFolder(above, beside))) return [];
  return [{ tree: await ForeignTree.at(beside), name: '../mlartifacts' }];
}

/** Every folder of a store by what it is; those that are links to each other once. */
async function listStore(source: StoreSource) {
  const { root } = source.tree;
  const experiments = withoutLinksToEachOther(
    [
      ...(await listThings(source, root, 'experiment')).filter(
        ({ name }) => name !== 'models' && !name.startsWith('.'),
      ),
      ...(await listThings(source, path.join(root, '.trash'), 'experiment')),
    ],
    'experiment',
    source,
  ).map((folder) => folder.path);
  const runsIn = await listRuns(experiments, source);
  const runFolders = new Map([...runsIn.values()].flat().map((folder) => [path.basename(folder), folder]));
  const loggedModels = new Map<string, string>();
  for (const folder of experiments) {
    for (const model of await listThings(source, path.join(folder, 'models'), 'loggedModel'))
      loggedModels.set(model.name, model.path);
  }
  const listed = await listThings(source, path.join(root, 'models'), 'model');
  const models = withoutLinksToEachOther(listed, 'model', source).map((folder) => folder.path);
  return { experiments, runsIn, runFolders, models, loggedModels };
}

async function countVersions(models: readonly string[], { tree }: StoreSource): Promise<number> {
  let count = 0;
  for (const model of models) {
    const entries = await tree.list(model, () => {}).catch(() => []);
    count += entries.filter(({ name }) => name.startsWith('version-')).length;
  }
  return count;
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
  const read = new Set(withoutLinksToEachOther([...listed.values()].flat(), 'run', source));
  return new Map(
    [...listed].map(([experiment, runs]) => [experiment, runs.filter((run) => read.has(run)).map((run) => run.path)]),
  );
}

async function* readEach<Thing>(
  kind: StoreKind,
  folders: readonly string[],
  read: (folder: string) => Promise<Thing>,
  onProblem: OnProblem,
): AsyncGenerator<Thing> {
  for (const folder of folders) yield* await readAll(kind, [folder], read, onProblem);
}

/** What the folders hold, read at once; one that cannot be read is a problem. */
async function readAll<Thing>(
  kind: StoreKind,
  folders: readonly string[],
  read: (folder: string) => Promise<Thing>,
  onProblem: OnProblem,
): Promise<Thing[]> {
  const things = await Promise.all(
    folders.map((folder) =>
      read(folder).then(
        (thing) => [thing],
        (error) => {
          const { path: file, message } = asUnreadableFile(folder, error);
          onProblem({ kind, path: file, reason: message });
          return [];
        },
      ),
    ),
  );
  return things.flat();
}
