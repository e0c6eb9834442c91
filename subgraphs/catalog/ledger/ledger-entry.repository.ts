import { type EntityManager, type FindOptionsWhere, LessThan } from 'typeorm';
import type { LedgerEventType } from '#events/ledger-events.js';
import { prepared } from '#platform/database/rows/prepared.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { stringifyInTurns } from '#platform/turns/stringify-in-turns.js';
import { LedgerEntry } from './ledger-entry.entity.js';

/** Which entries a question is about; a filter left out lets everything through. */
export interface LedgerFilter {
  readonly subject?: string | null | undefined;
  readonly type?: LedgerEventType | null | undefined;
}

/** PostgreSQL's JSON ends at 256 MB, and a payload may be of megabytes. */
const ROWS_AT_ONCE = 25;

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
    return countRows(this.manager, this.manager.createQueryBuilder(LedgerEntry, 'entry').where(whereOf(filter)));
  }

  /** One parameter for many rows: a statement with ten for each would be another one to parse for every number of them. */
  async insert(subgraph: string, events: readonly LedgerEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += ROWS_AT_ONCE) {
      await prepared(
        this.manager,
        `INSERT INTO ledger_entry (id, subgraph, position, type, subject, actor, at, payload, rows, hash, previous_hash)
         SELECT id, $1, position, type, subject, actor, at, payload, nullif(rows, 'null'), hash, "previousHash"
         FROM jsonb_to_recordset($2::jsonb) AS event (id uuid, position bigint, type text, subject text, actor text,
           at timestamptz, payload jsonb, rows jsonb, hash text, "previousHash" text)`,
        [subgraph, await stringifyInTurns(events.slice(from, from + ROWS_AT_ONCE))],
      );
    }
  }
}

function whereOf({ subject, type }: LedgerFilter): FindOptionsWhere<LedgerEntry> {
  return { ...(subject == null ? {} : { subject }), ...(type == null ? {} : { typeName: type }) };
}
