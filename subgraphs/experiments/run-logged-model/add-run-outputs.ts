import { runOutputAdded } from '#events/logged-model.events.js';
import { requireLoggedModels } from '../logged-model/require-logged-model.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import { RunRepository } from '../run/run.repository.js';
import { addLoggedModels } from './add-logged-models.js';
import type { AddRunOutputsInput } from './add-run-outputs.inputs.js';
import type { AddRunOutputsPayload } from './add-run-outputs.payload.js';
import type { RunLoggedModelContext } from './run-logged-model.context.js';

/**
 * Adds logged models to what a run made, open or ended: no digest covers them. One that it has at the same step stays as
 * it is.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT where it would have too many.
 */
export async function addRunOutputs(
  { run: id, loggedModels: outputs }: AddRunOutputsInput,
  context: RunLoggedModelContext,
): Promise<AddRunOutputsPayload> {
  const { database, caller, loaders } = context;
  const found = await requireLoggedModels(
    outputs.map(({ loggedModel }) => loggedModel),
    context,
  );
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
    return { run, added: added.length };
  });
  loaders.loggedModelsByRun.clear(payload.run.id);
  return payload;
}
