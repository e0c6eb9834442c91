import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { stringifyInTurns } from '#platform/turns/stringify-in-turns.js';

/** PostgreSQL's JSON ends at 256 MB, and a payload may be of megabytes. */
const ROWS_AT_ONCE = 25;

/** Writes of the `ledger_entry` table. */
export class LedgerEntryRepository {
  constructor(private readonly manager: EntityManager) {}

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
