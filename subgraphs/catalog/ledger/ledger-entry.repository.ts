import { type EntityManager, type FindOptionsWhere, LessThan } from 'typeorm';
import { insertRows } from '../../../src/platform/database/insert-rows.js';
import type { PageRequest } from '../../../src/platform/paging/page.js';
import { LedgerEntry } from './ledger-entry.entity.js';

/** Which entries a question is about; a filter left out lets everything through. */
export interface LedgerFilter {
  readonly subject?: string | null | undefined;
  readonly type?: string | null | undefined;
}

/** Reads and writes of the `ledger_entry` table. */
export class LedgerEntryRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Ids are UUIDv7, made when the event was: their order is that of time, whenever the ledgers were read. */
  page(filter: LedgerFilter, { limit, after }: PageRequest): Promise<LedgerEntry[]> {
    return this.manager.find(LedgerEntry, {
      where: { ...whereOf(filter), ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(filter: LedgerFilter): Promise<number> {
    return this.manager.countBy(LedgerEntry, whereOf(filter));
  }

  insert(rows: readonly LedgerEntry[]): Promise<void> {
    return insertRows(this.manager, LedgerEntry, rows);
  }
}

function whereOf({ subject, type }: LedgerFilter): FindOptionsWhere<LedgerEntry> {
  return { ...(subject == null ? {} : { subject }), ...(type == null ? {} : { type }) };
}
