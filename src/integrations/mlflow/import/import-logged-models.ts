import type { MlflowRun } from '../source/mlflow-run.js';
import type { ImportContext } from './import-context.js';

/** Names every logged model: there is no place for one here that no version is registered from. */
export async function reportLoggedModels({ source, tally }: ImportContext): Promise<void> {
  for await (const { name, place } of source.loggedModels()) {
    const reason = `the logged model "${name}" is not imported: only what a version of the registry rests on is`;
    tally.skip({ kind: 'loggedModel', path: place, reason });
  }
}

/** Names what a run read and made that is not imported. */
export function reportLinks(
  run: Pick<MlflowRun, 'place' | 'modelInputs' | 'modelOutputs'>,
  { tally }: ImportContext,
): void {
  for (const id of run.modelInputs) {
    tally.skip({
      kind: 'input',
      path: `${run.place}/inputs`,
      reason: `that it read the logged model ${id} is not imported`,
    });
  }
  for (const { id } of run.modelOutputs) {
    tally.skip({
      kind: 'output',
      path: `${run.place}/outputs`,
      reason: `that it made the logged model ${id} is not imported`,
    });
  }
}
