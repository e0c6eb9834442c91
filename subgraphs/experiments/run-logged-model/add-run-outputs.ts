import { runOutputAdded } from '#events/logged-model.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { requireLoggedModels } from '../logged-model/require-logged-model.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import { RunRepository } from '../run/run.repository.js';
import { addDatasetOutputs } from '../run-dataset-output/add-dataset-outputs.js';
import { pinOutputs } from '../run-dataset-output/pin-outputs.js';
import { addLoggedModels } from './add-logged-models.js';
import type { AddRunOutputsInput } from './add-run-outputs.inputs.js';
import type { AddRunOutputsPayload } from './add-run-outputs.payload.js';
import type { RunLoggedModelContext } from './run-logged-model.context.js';

/**
 * Adds logged models and dataset versions to what a run made, open or ended: no digest covers them. What it has (a logged
 * model at the same step) stays as it is.
 * @throws {PedigraphError} NOT_FOUND, REFERENCE_NOT_FOUND, UNAVAILABLE, or BAD_USER_INPUT for nothing at all, or too many.
 */
export async function addRunOutputs(
  { run: id, loggedModels: outputs, datasetVersions }: AddRunOutputsInput,
  context: RunLoggedModelContext,
): Promise<AddRunOutputsPayload> {
  const { database, caller, loaders, ports } = context;
  refuseNothing(outputs.length + datasetVersions.length);
  const found = await requireLoggedModels(
    outputs.map(({ loggedModel }) => loggedModel),
    context,
  );
  const pins = await pinOutputs(datasetVersions, ports);
  const named = outputs.map(({ step }, index) => ({ loggedModel: found[index]!, isOutput: true, step }));
  const payload = await database.transact(caller, async (transaction) => {
    const run = await new RunRepository(transaction.manager).lockFacts(id);
    if (run === null) throw refusalOfMissingRun(id);
    const added = await addLoggedModels(run, named, transaction, caller.actor);
    for (const { loggedModel, step } of added) {
      const node = { kind: 'LOGGED_MODEL', id: loggedModel.id, ref: loggedModel.ref };
      const upstream = [{ kind: 'RUN', id: run.id, ref: run.ref, relation: 'PRODUCED' }];
      transaction.record(
        runOutputAdded(run.ref, { id: run.id, loggedModel: loggedModel.id, step, lineage: { node, upstream } }),
      );
    }
    return { run, added: added.length + (await addDatasetOutputs(run, pins, transaction, caller.actor)) };
  });
  loaders.loggedModelsByRun.clear(payload.run.id);
  loaders.datasetOutputsByRun.clear(payload.run.id);
  return payload;
}

function refuseNothing(count: number): void {
  if (count > 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'loggedModels or datasetVersions must name at least one thing that the run made, but both are empty. Nothing was written.',
  );
}
