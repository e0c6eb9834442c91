import { isRefusal } from '#integrations/importing/write.js';
import { findModelFolders, type MlflowEnvironment, readEnvironment } from '../files/read-environment.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import type { ImportContext } from './import-context.js';
import type { RegisterEnvironment } from './import-environment.js';

/** So many models of one run are looked at: one that logs a model a step has hundreds, all alike. */
const MOST_MODELS = 20;

/**
 * The environment version that a run is pinned to: what the models it made say, those among its artifacts and those that
 * MLflow 3 keeps beside it. Null where none says anything, or where it cannot be registered, which is reported.
 */
export async function environmentOf(
  run: MlflowRun,
  experimentName: string,
  registerEnvironment: RegisterEnvironment,
  { source, tally, artifacts }: ImportContext,
): Promise<string | null> {
  if (artifacts === 'skip') return null;
  const folders: ArtifactFiles[] = [];
  for (const { id } of run.modelOutputs.slice(0, MOST_MODELS)) {
    const files = await source.filesOfLoggedModel(id);
    if (files !== null) folders.push(files);
  }
  const files = await source.filesOfRun(run);
  if (files !== null) folders.push(...(await findModelFolders(files, MOST_MODELS)));
  const found = new Map<string, MlflowEnvironment>();
  for (const folder of folders) {
    const environment = await readEnvironment(folder, tally.problem);
    if (environment !== null) found.set(JSON.stringify(environment), environment);
  }
  const [first] = found.values();
  if (!first) return null;
  if (found.size > 1) {
    tally.remark(run.place, `its models were made in ${found.size} environments; it is pinned to the first`);
  }
  try {
    return await registerEnvironment(experimentName, first);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.remark(run.place, 'its environment could not be registered, so it is pinned to none');
    return null;
  }
}
