import type { Transaction } from '../../../src/platform/database/database.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { INITIAL_STATUS, type ModelVersionStatus } from './status.js';
import { StatusRepository } from './status.repository.js';
import { writeStatus } from './write-status.js';

/** The alias whose version is the one in use. */
export const PRODUCTION_ALIAS = 'production';

/** A move of an alias, seen from the statuses. */
export interface ProductionMove {
  readonly alias: string;
  readonly from: ModelVersionRow | null;
  readonly to: ModelVersionRow;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

/**
 * Moves the status PRODUCTION with the alias production: what it points to is in use, what it left is APPROVED again.
 * What it left and has another status, such as QUARANTINED, keeps that. Other aliases have no status.
 */
export async function moveProduction(move: ProductionMove, transaction: Transaction): Promise<void> {
  if (move.alias !== PRODUCTION_ALIAS) return;
  const { from, to, at, by, reason } = move;
  const standing = await new StatusRepository(transaction.manager).standing([to.id, ...(from ? [from.id] : [])], null);
  const steps = async (version: ModelVersionRow, path: readonly ModelVersionStatus[]) => {
    let last = standing.find((row) => row.modelVersionId === version.id) ?? null;
    for (const next of path) {
      last = await writeStatus(
        { version, last, from: last?.status ?? INITIAL_STATUS, to: next, at, by, reason },
        transaction,
      );
    }
  };
  const statusOf = (version: ModelVersionRow) =>
    standing.find((row) => row.modelVersionId === version.id)?.status ?? INITIAL_STATUS;
  if (from !== null && from.id !== to.id && statusOf(from) === 'PRODUCTION') await steps(from, ['APPROVED']);
  await steps(to, PATHS[statusOf(to)] ?? []);
}

/** From where a version may be taken into use; from elsewhere the alias does not get there. */
const PATHS: Readonly<Partial<Record<ModelVersionStatus, readonly ModelVersionStatus[]>>> = {
  IN_REVIEW: ['APPROVED', 'PRODUCTION'],
  APPROVED: ['PRODUCTION'],
};
