import type { Problem } from '#integrations/importing/problem.js';
import { listArtifacts } from '#integrations/mlflow/files/list-artifacts.js';
import { treeFiles } from '#integrations/mlflow/files/tree-files.js';
import { openFolderSource } from '#integrations/mlflow/folder/folder-source.js';
import type { StoreSource } from '#integrations/mlflow/folder/store-source.js';
import type { ArtifactFiles } from '#integrations/mlflow/source/artifact-files.js';
import type { MlflowSource } from '#integrations/mlflow/source/mlflow-source.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { createStore, experimentMeta, runMeta } from './mlflow-fixture.js';

/** The run that {@link readOneRun} is about. */
export const RUN = 'a776a798c37a40e98a7a761b9effc2b4';

/** Everything a store holds, at once: fit for a test, not for a product. */
export async function readAll(place: string) {
  const problems: Problem[] = [];
  const remarks: string[] = [];
  const source = await openFolderSource(place, {
    onProblem: (problem) => problems.push(problem),
    onRemark: (path, remark) => remarks.push(`${path}: ${remark}`),
  });
  return { ...(await readSource(source)), source, problems, remarks };
}

/** Everything a source holds, at once. */
export async function readSource(source: MlflowSource) {
  const experiments = await collect(source.experiments());
  const runs = (await collect(source.runs())).flat();
  const loggedModels = await collect(source.loggedModels());
  const models = await collect(source.models());
  const points = (await Promise.all(runs.map((run) => collect(source.points(run))))).flat();
  const artifacts = [];
  for (const run of runs) {
    const files = await source.filesOfRun(run);
    if (files) artifacts.push(...(await collect(listArtifacts(files, () => {}))));
  }
  return { experiments, runs, loggedModels, models, points, artifacts };
}

/** One run of a store that has another, whole one. `files` are paths inside the run's folder. */
export async function readOneRun(meta: string | Buffer, files: Readonly<Record<string, string | Buffer>> = {}) {
  const other = 'f'.repeat(32);
  await using store = await createStore({
    '0/meta.yaml': experimentMeta('0', 'first'),
    [`0/${other}/meta.yaml`]: runMeta(other),
    [`0/${RUN}/meta.yaml`]: meta,
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`0/${RUN}/${name}`, content])),
  });
  const read = await readAll(store.root);
  return { ...read, run: read.runs.find((run) => run.id === RUN) };
}

/** A folder as a store is read, and the problems that were met. */
export async function sourceAt(root: string): Promise<StoreSource & { readonly problems: Problem[] }> {
  const problems: Problem[] = [];
  const onProblem = (problem: Problem) => problems.push(problem);
  return { tree: await ForeignTree.at(root), onProblem, onRemark: () => {}, problems };
}

/** The files of a folder, as those of a run are read. */
export async function filesAt(root: string, folder: string): Promise<ArtifactFiles> {
  const tree = await ForeignTree.at(root);
  return treeFiles(tree, `${tree.root}/${folder}`, folder);
}

/** Every item, in order. */
export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}
