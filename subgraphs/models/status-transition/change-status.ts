import type { Transaction } from '#platform/database/database.js';
import { readCurrentAlias } from '../alias/current-alias.js';
import { moveAlias } from '../alias/move-alias.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { type LeavingStatus, PRODUCTION_ALIAS } from '../status/move-production.js';
import { type StatusMove, writeStatus } from '../status/write-status.js';

/** What a change of status has moved beside it. */
export interface StatusChanged {
  /** Whether the alias production moved with it. */
  readonly aliasMoved: boolean;
  /** The version that the alias has left; null where it left none. */
  readonly displaced: ModelVersionRow | null;
}

/**
 * Changes a version's status under its model's lock. PRODUCTION comes and goes with the alias production: what becomes
 * it takes the alias from the version that has it, and what is PRODUCTION no longer leaves the alias pointing nowhere,
 * so that nobody is served what was taken out of use. Whether the change is allowed is for the caller to know.
 */
export async function changeStatus(move: StatusMove, transaction: Transaction): Promise<StatusChanged> {
  const { version, from, to, at, actor, reason } = move;
  if (from === 'PRODUCTION' || to === 'PRODUCTION') {
    const { last, version: current } = await readCurrentAlias(transaction.manager, version.modelId, PRODUCTION_ALIAS);
    const model = { id: version.modelId, name: version.name };
    const common = { model, alias: PRODUCTION_ALIAS, last, from: current, at, actor, reason };
    if (to === 'PRODUCTION') {
      await moveAlias({ ...common, to: version }, transaction);
      return { aliasMoved: true, displaced: current };
    }
    if (current?.id === version.id) {
      // TRANSITIONS lets nothing else follow PRODUCTION.
      await moveAlias({ ...common, to: null, leavingAs: to as LeavingStatus }, transaction);
      return { aliasMoved: true, displaced: null };
    }
  }
  await writeStatus(move, transaction);
  return { aliasMoved: false, displaced: null };
}
