import { attempt } from '#integrations/importing/attempt.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import { type ExperimentHere, findExperiments } from './find-experiments.js';
import { followExperiment } from './follow-experiment.js';
import type { ImportContext } from './import-context.js';
import { makeExperiment } from './make-experiment.js';

/** From MLflow's id of an experiment to its name here. */
export type ExperimentNames = ReadonlyMap<string, string>;

/**
 * Makes every experiment that is not here, empty ones too, and brings those that are up to date. What was deleted in MLflow
 * is archived first, so that a living experiment of the same name has the plain one.
 */
export async function importExperiments(context: ImportContext): Promise<ExperimentNames> {
  const names = new Map<string, string>();
  const fresh: MlflowExperiment[] = [];
  const known: [MlflowExperiment, ExperimentHere][] = [];
  for await (const [experiment, here] of findExperiments(context)) {
    if (here === null) fresh.push(experiment);
    else known.push([experiment, here]);
  }
  for (const [experiment, here] of known.toSorted(byLife)) {
    names.set(experiment.id, here.name);
    await attempt(context, { kind: 'experiment', path: experiment.place }, async () => {
      await followExperiment(experiment, here, context);
      context.tally.count('experiments', 'alreadyThere');
    });
  }
  const living = new Set(fresh.filter(({ deleted }) => !deleted).map(displayKey));
  const order = fresh.toSorted((a, b) => byLife([a], [b]) || (a.createdAt ?? 0) - (b.createdAt ?? 0));
  for (const experiment of order) {
    await attempt(context, { kind: 'experiment', path: experiment.place }, async () => {
      const isInTheWay = experiment.deleted && living.has(displayKey(experiment));
      names.set(experiment.id, await makeExperiment(experiment, isInTheWay, context));
      context.tally.count('experiments', 'imported');
    });
    for (const beside of experiment.beside) {
      context.tally.remark(`${experiment.place}/${beside}`, `${beside} are not imported`);
    }
  }
  return names;
}

/** What is deleted first. */
function byLife(
  [a]: readonly [MlflowExperiment, ...unknown[]],
  [b]: readonly [MlflowExperiment, ...unknown[]],
): number {
  return Number(b.deleted) - Number(a.deleted);
}

function displayKey(experiment: MlflowExperiment): string {
  return JSON.stringify([experiment.workspace, experiment.name]);
}
