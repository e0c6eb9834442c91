import type { MlflowRun } from '../source/mlflow-run.js';
import { findRuns, type RunHere } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** The run that a version names, looked up once for all that rests on it. */
export interface RunOfVersion {
  /** In MLflow; null where the version names none, or one that is not there. */
  readonly run: MlflowRun | null;
  /** Here; null where it was not imported. */
  readonly here: RunHere | null;
}

/** Looks a run up, by MLflow's id, there and here. */
export async function runOfVersion(
  id: string | null,
  names: ExperimentNames,
  context: ImportContext,
): Promise<RunOfVersion> {
  const run = id === null ? null : await context.source.run(id);
  const here = run && (await findRuns([run], names, context)).get(run.id);
  return { run, here: here ?? null };
}
