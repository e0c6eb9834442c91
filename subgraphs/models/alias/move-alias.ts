import { v7 as uuid } from 'uuid';
import { aliasRemoved, aliasSet } from '#events/alias.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { type LeavingStatus, moveProduction } from '../status/move-production.js';
import { AliasRepository } from './alias.repository.js';
import type { AliasChange } from './alias-change.entity.js';

/** One move of an alias, to be written under its model's lock. */
export interface AliasMove {
  readonly model: Pick<Model, 'id' | 'name'>;
  readonly alias: string;
  /** The move before this one; null where there is none. */
  readonly last: AliasChange | null;
  /** Where the alias points; null where it points nowhere. */
  readonly from: ModelVersionRow | null;
  /** Where it shall point; null to remove it. */
  readonly to: ModelVersionRow | null;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string | null;
  /** When it moved in the tool that the move comes from. @default null, for a move that is made here */
  readonly movedElsewhereAt?: Date | null | undefined;
  /** The status of the version that the alias production leaves. @default 'APPROVED' */
  readonly leavingAs?: LeavingStatus | undefined;
}

/**
 * Writes a move and its event, `AliasSet` or `AliasRemoved`; of the alias production, the statuses that go with it too.
 * It is the one way by which an alias moves and by which a version becomes PRODUCTION or is it no longer: so the two
 * agree at every moment, whichever of them was asked for.
 */
export async function moveAlias(move: AliasMove, transaction: Transaction): Promise<AliasChange> {
  const { model, alias, last, to, at, actor, reason, movedElsewhereAt = null } = move;
  const { manager, record } = transaction;
  const change: AliasChange = {
    id: uuid(),
    modelId: model.id,
    modelName: model.name,
    alias,
    sequence: (last?.sequence ?? 0) + 1,
    modelVersionId: to?.id ?? null,
    validFrom: at,
    movedElsewhereAt,
    actor,
    reason,
  };
  await new AliasRepository(manager).insert(change);
  const previous = { previous: move.from?.version ?? null, previousModelVersionId: move.from?.id ?? null };
  const moved = { model: model.name, alias, ...previous, movedElsewhereAt, reason };
  record(
    to === null
      ? aliasRemoved(move.from?.ref ?? model.name, { ...moved, version: null, modelVersionId: null })
      : aliasSet(to.ref, { ...moved, version: to.version, modelVersionId: to.id }),
  );
  await moveProduction(move, transaction);
  return change;
}
