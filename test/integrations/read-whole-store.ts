import path from 'node:path';
import { listArtifacts } from '#integrations/mlflow/list-artifacts.js';
import type { Problem } from '#integrations/mlflow/problem.js';
import type { MlflowExperiment } from '#integrations/mlflow/read-experiment.js';
import { readMetricPoints } from '#integrations/mlflow/read-metric-points.js';
import { readMlflowStore } from '#integrations/mlflow/read-mlflow-store.js';
import type { MlflowRun } from '#integrations/mlflow/read-run.js';
import type { StoreSource } from '#integrations/mlflow/store-source.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { createStore, experimentMeta, runMeta } from './mlflow-fixture.js';

/** The run that {@link readOneRun} is about. */
export const RUN = 'a776a798c37a40e98a7a761b9effc2b4';

/** Everything a store holds, at once: fit for a test, not for a product. */
export async function readAll(place: string) {
  const problems: Problem[] = [];
  const store = await readMlflowStore(place, (problem) => problems.push(problem));
  const experiments: MlflowExperiment[] = [];
  const runs: MlflowRun[] = [];
  for await (const experiment of store.experiments()) {
    experiments.push(experiment);
    for await (const run of store.runsOf(experiment)) runs.push(run);
  }
  const models = await collect(store.models());
  const points = (await Promise.all(runs.map((run) => collect(readMetricPoints(run.folder, store))))).flat();
  const artifacts = (
    await Promise.all(runs.map((run) => collect(listArtifacts(path.join(run.folder, 'artifacts'), store))))
  ).flat();
  return { store, experiments, runs, models, points, artifacts, problems };
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
  return { tree: await ForeignTree.at(root), onProblem: (problem) => problems.push(problem), problems };
}

/** Every item, in order. */
export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}
