import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import { refuseGuarded } from '../policy/refuse-guarded.js';
import { PRODUCTION_ALIAS } from './move-production.js';
import type { SetStatusInput, SetStatusPayload } from './status.inputs.js';
import { INITIAL_STATUS, TRANSITIONS } from './status.js';
import { StatusRepository } from './status.repository.js';
import { writeStatus } from './write-status.js';

/**
 * Moves a version to another status, under its model's lock.
 * @throws {PedigraphError} NOT_FOUND, or INVALID_TRANSITION naming where it may go, or POLICY_UNMET for PRODUCTION
 * where a policy guards it.
 */
export async function setStatus(
  input: SetStatusInput,
  { database, caller, loaders }: ModelsContext,
): Promise<SetStatusPayload> {
  const modelVersion = await requireVersion(input.modelVersion, loaders);
  const previous = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    await new ModelRepository(manager).lockExisting(modelVersion.name);
    const statuses = new StatusRepository(manager);
    const [last] = await statuses.standing([modelVersion.id], null);
    const from = last?.status ?? INITIAL_STATUS;
    const allowed = TRANSITIONS[from];
    if (!allowed.includes(input.status)) {
      throw new PedigraphError(
        'INVALID_TRANSITION',
        `${modelVersion.ref} is ${from}, and from there it may become ${allowed.join(', ')}, but not ${input.status}. Nothing was written.`,
        { from, to: input.status, allowed },
      );
    }
    if (input.status === 'PRODUCTION') await refuseGuarded(manager, modelVersion, PRODUCTION_ALIAS);
    await writeStatus(
      {
        version: modelVersion,
        last: last ?? null,
        from,
        to: input.status,
        at: await clock(),
        by: caller.actor,
        reason: input.reason ?? null,
      },
      transaction,
    );
    return from;
  });
  loaders.statusAsOf(null).clear(modelVersion.id);
  return { modelVersion, previous };
}
