import type { EntityManager } from 'typeorm';
import { asEntities, entityColumns } from '../database/rows/entity-rows.js';
import { prepared } from '../database/rows/prepared.js';
import { LedgerEvent } from './ledger-event.js';

/** The most events one read returns. */
export const MAX_EVENTS = 1_000;

/** Events of this schema's ledger behind a position, in order, `first` at most. */
export async function readEvents(manager: EntityManager, after: number, first: number): Promise<LedgerEvent[]> {
  const { table, list } = entityColumns(manager, LedgerEvent);
  const rows = await prepared<object>(
    manager,
    `SELECT ${list} FROM ${table} t WHERE t.position > $1 ORDER BY t.position LIMIT $2`,
    [after, Math.min(Math.max(first, 1), MAX_EVENTS)],
  );
  return asEntities(manager, LedgerEvent, rows);
}
