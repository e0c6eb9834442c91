import type { Transaction } from '#platform/database/database.js';
import { INITIAL_STATUS, type ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { StatusRepository } from './status.repository.js';
import { writeStatus } from './write-status.js';

/** The alias whose version is the one in use: it alone has the status PRODUCTION. */
export const PRODUCTION_ALIAS = 'production';

/** What a version may become that is no longer in production. */
export type LeavingStatus = Extract<ModelVersionStatus, 'APPROVED' | 'QUARANTINED' | 'ARCHIVED'>;

/** A move of an alias, seen from the statuses. */
export interface ProductionMove {
  readonly alias: string;
  readonly from: ModelVersionRow | null;
  readonly to: ModelVersionRow | null;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string | null;
  /** What the version becomes that it leaves. @default 'APPROVED' */
  readonly leavingAs?: LeavingStatus | undefined;
}

/**
 * Moves the status PRODUCTION with the alias production: what it points to has it, what it left is APPROVED again or
 * what it is to be instead. Other aliases have no status.
 */
export async function moveProduction(move: ProductionMove, transaction: Transaction): Promise<void> {
  if (move.alias !== PRODUCTION_ALIAS) return;
  const { from, to, at, actor, reason, leavingAs = 'APPROVED' } = move;
  const ids = [from, to].flatMap((version) => version?.id ?? []);
  const lastChanges = await new StatusRepository(transaction.manager).lastChanges(ids, null);
  const steps = async (version: ModelVersionRow, pathFrom: (status: ModelVersionStatus) => StatusPath) => {
    let last = lastChanges.find((row) => row.modelVersionId === version.id) ?? null;
    for (const next of pathFrom(last?.status ?? INITIAL_STATUS)) {
      last = await writeStatus(
        { version, last, from: last?.status ?? INITIAL_STATUS, to: next, at, actor, reason },
        transaction,
      );
    }
  };
  if (from !== null && from.id !== to?.id) await steps(from, (status) => (status === 'PRODUCTION' ? [leavingAs] : []));
  if (to !== null) await steps(to, (status) => PATHS[status] ?? []);
}

type StatusPath = readonly ModelVersionStatus[];

/** From where a version may be taken into use; from elsewhere the alias does not get there. */
const PATHS: Readonly<Partial<Record<ModelVersionStatus, StatusPath>>> = {
  IN_REVIEW: ['APPROVED', 'PRODUCTION'],
  APPROVED: ['PRODUCTION'],
};
