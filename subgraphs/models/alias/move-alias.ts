import { v7 as uuid } from 'uuid';
import type { Transaction } from '../../../src/platform/database/database.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { AliasRepository } from './alias.repository.js';
import type { AliasChange } from './alias-change.entity.js';

/** One move of an alias, to be written under its model's lock. */
export interface AliasMove {
  readonly model: Model;
  readonly alias: string;
  /** The move before this one; null where there is none. */
  readonly last: AliasChange | null;
  /** Where the alias points; null where it points nowhere. */
  readonly from: ModelVersionRow | null;
  /** Where it shall point; null to remove it. */
  readonly to: ModelVersionRow | null;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

/** Writes a move and its event: `AliasSet`, or `AliasRemoved`. */
export async function moveAlias(move: AliasMove, { manager, record }: Transaction): Promise<AliasChange> {
  const { model, alias, last, to, at, by, reason } = move;
  const change: AliasChange = {
    id: uuid(),
    modelId: model.id,
    modelName: model.name,
    alias,
    sequence: (last?.sequence ?? 0) + 1,
    modelVersionId: to?.id ?? null,
    at,
    by,
    reason,
  };
  await new AliasRepository(manager).insert(change);
  record({
    type: to === null ? 'AliasRemoved' : 'AliasSet',
    subject: (to ?? move.from)?.ref ?? model.name,
    payload: {
      model: model.name,
      alias,
      version: to?.version ?? null,
      modelVersionId: to?.id ?? null,
      previous: move.from?.version ?? null,
      previousModelVersionId: move.from?.id ?? null,
      reason,
    },
  });
  return change;
}
