import path from 'node:path';
import { inParallel } from '../client/in-parallel.js';
import { assignNames } from './assign-names.js';
import { attempt, type ImportContext, pathInStore, write } from './import-context.js';
import type { RegisterEnvironment } from './import-environment.js';
import { type ImportedRun, importRun } from './import-run.js';
import type { MlflowExperiment } from './read-experiment.js';
import type { MlflowRun } from './read-run.js';

/** More would only queue up in the gateway; fewer would leave it idle while a disk is read. */
const RUNS_AT_ONCE = 4;

/** Takes over every run of every experiment; returns which, by their MLflow id. */
export async function importExperiments(
  context: ImportContext,
  registerEnvironment: RegisterEnvironment,
): Promise<ReadonlyMap<string, ImportedRun>> {
  const experiments: MlflowExperiment[] = [];
  for await (const experiment of context.store.experiments()) experiments.push(experiment);
  const names = assignNames(context.namespace, experiments);
  const runs = new Map<string, ImportedRun>();
  const anyNew = new Map<MlflowExperiment, boolean>();
  await inParallel(runsOf(experiments, context), RUNS_AT_ONCE, async ({ experiment, run }) => {
    await attempt(context, { kind: 'run', path: pathInStore(context, run.folder) }, async () => {
      const experimentName = names.get(experiment) as string;
      const done = await importRun(run, { experiment, experimentName, registerEnvironment }, context);
      runs.set(run.id, done);
      anyNew.set(experiment, done.created || (anyNew.get(experiment) ?? false));
      context.tally.count('runs', done.created ? 'imported' : 'alreadyThere');
    });
  });
  for (const experiment of experiments) {
    await closeExperiment(experiment, names.get(experiment) as string, anyNew.get(experiment), context);
  }
  return runs;
}

async function* runsOf(
  experiments: readonly MlflowExperiment[],
  { store, onProgress }: ImportContext,
): AsyncGenerator<{ experiment: MlflowExperiment; run: MlflowRun }> {
  const total = store.runFolders.size;
  let done = 0;
  onProgress({ what: 'runs', done, total });
  for (const experiment of experiments) {
    for await (const run of store.runsOf(experiment)) {
      yield { experiment, run };
      onProgress({ what: 'runs', done: ++done, total });
    }
  }
}

const ARCHIVE = `mutation ($experiment: String!, $reason: String) {
  archiveExperiment(input: { experiment: $experiment, reason: $reason }) { experiment { name } }
}`;

/** What stands beside an experiment's runs and has no operation to go through. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  tags: 'tags of an experiment are not imported',
  datasets: 'data set inputs are not imported: MLflow keeps neither their files nor a digest of the content',
  traces: 'traces are not imported',
  models: 'logged models are imported only where a registered version rests on them',
};

/** What is known only once an experiment's runs are there: that it is archived, and whether it is new. */
async function closeExperiment(
  experiment: MlflowExperiment,
  name: string,
  isNew: boolean | undefined,
  context: ImportContext,
): Promise<void> {
  const thing = { kind: 'experiment', path: pathInStore(context, experiment.folder) } as const;
  if (isNew === undefined) {
    context.tally.skip({
      ...thing,
      reason: 'has no run that was imported, and an experiment begins with its first run',
    });
    return;
  }
  for (const beside of experiment.beside) {
    context.tally.remark(path.join(thing.path, beside), NOT_TAKEN[beside] ?? 'is not imported');
  }
  await attempt(context, thing, async () => {
    if (experiment.deleted) await write(context, ARCHIVE, { experiment: name, reason: 'deleted in MLflow' });
    context.tally.count('experiments', isNew ? 'imported' : 'alreadyThere');
  });
}
