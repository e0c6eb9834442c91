import { v7 as uuid } from 'uuid';
import { statusChanged } from '#events/status.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { StatusRepository } from './status.repository.js';
import type { StatusChange } from './status-change.entity.js';

/** One change of a status, to be written under its model's lock. */
export interface StatusMove {
  readonly version: ModelVersionRow;
  /** The change before this one; null where there is none. */
  readonly last: StatusChange | null;
  readonly from: ModelVersionStatus;
  readonly to: ModelVersionStatus;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string | null;
}

/** Writes a change and its event, `StatusChanged`. Whether it is allowed is for the caller to know. */
export async function writeStatus(move: StatusMove, { manager, record }: Transaction): Promise<StatusChange> {
  const { version, last, from, to, at, actor, reason } = move;
  const change: StatusChange = {
    id: uuid(),
    modelVersionId: version.id,
    sequence: (last?.sequence ?? 0) + 1,
    status: to,
    createdAt: at,
    actor,
    reason,
  };
  await new StatusRepository(manager).insert(change);
  record(statusChanged(version.ref, { modelVersionId: version.id, from, status: to, reason }));
  return change;
}
