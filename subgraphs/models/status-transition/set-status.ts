import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import type { AliasContext } from '../alias/alias.context.js';
import { forgetAlias } from '../alias/forget-alias.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import { refuseGuarded } from '../policy/refuse-guarded.js';
import { PRODUCTION_ALIAS } from '../status/move-production.js';
import { StatusRepository } from '../status/status.repository.js';
import { changeStatus } from './change-status.js';
import type { SetStatusInput } from './set-status.inputs.js';
import type { SetStatusPayload } from './set-status.payload.js';
import { TRANSITIONS } from './transitions.js';

/**
 * Moves a version to another status, under its model's lock, and with PRODUCTION the alias production. One that has the
 * status already stays as it is.
 * @throws {PedigraphError} NOT_FOUND, or INVALID_TRANSITION naming where it may go, or POLICY_UNMET for PRODUCTION
 * where a policy guards it.
 */
export async function setStatus(
  input: SetStatusInput,
  { database, caller, loaders }: AliasContext,
): Promise<SetStatusPayload> {
  const modelVersion = await requireVersion(input.modelVersion, loaders);
  const { previous, displaced, aliasMoved } = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    await new ModelRepository(manager).lockById(modelVersion.modelId);
    const statuses = new StatusRepository(manager);
    const [last] = await statuses.lastChanges([modelVersion.id], null);
    const from = last?.status ?? INITIAL_STATUS;
    if (from === input.status) return { previous: from, aliasMoved: false, displaced: null };
    const allowed = TRANSITIONS[from];
    if (!allowed.includes(input.status)) {
      throw new PedigraphError(
        'INVALID_TRANSITION',
        `${modelVersion.ref} is ${from}, and from there it may become ${allowed.join(', ')}, but not ${input.status}. Nothing was written.`,
        { from, to: input.status, allowed },
      );
    }
    if (input.status === 'PRODUCTION') await refuseGuarded(manager, modelVersion, PRODUCTION_ALIAS);
    const changed = await changeStatus(
      {
        version: modelVersion,
        last: last ?? null,
        from,
        to: input.status,
        at: await clock(),
        actor: caller.actor,
        reason: input.reason ?? null,
      },
      transaction,
    );
    return { previous: from, ...changed };
  });
  loaders.statusAsOf(null).clear(modelVersion.id);
  if (aliasMoved) {
    const { name: modelName, modelId } = modelVersion;
    forgetAlias(loaders, { modelId, modelName, alias: PRODUCTION_ALIAS }, [displaced]);
  }
  return { modelVersion, previous };
}
