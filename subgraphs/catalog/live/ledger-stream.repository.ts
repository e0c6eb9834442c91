import type { EntityManager } from 'typeorm';
import { selectRows } from '../../../src/platform/database/select-rows.js';
import type { LedgerPositions } from '../../../src/platform/ledger/ledger-positions.js';
import { LedgerEntry } from '../ledger/ledger-entry.entity.js';

/** Which events a subscriber wants; what is left out lets everything through. */
export interface StreamFilter {
  readonly subject: string | null;
  readonly types: readonly string[] | null;
}

/** From where to where to read each ledger: behind the first position, up to the second. */
export interface StreamRange {
  readonly after: LedgerPositions;
  readonly upTo: LedgerPositions;
}

/** The most events of one ledger that one reading brings. */
export const STREAM_BATCH = 100;

/** Reads of the merged ledger by place, for those who follow it. */
export class LedgerStreamRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The next events of each ledger, in the ledger's order, at most `STREAM_BATCH` of each. */
  async next({ after, upTo }: StreamRange, { subject, types }: StreamFilter): Promise<Map<string, LedgerEntry[]>> {
    const ledgers = Object.keys(upTo).filter((ledger) => (upTo[ledger] ?? 0) > (after[ledger] ?? 0));
    const read = await Promise.all(
      ledgers.map((ledger) =>
        selectRows(
          this.manager,
          LedgerEntry,
          `WHERE subgraph = $1 AND position > $2 AND position <= $3 AND ($4::text IS NULL OR subject = $4)
             AND ($5::text[] IS NULL OR type = ANY ($5)) ORDER BY position LIMIT ${STREAM_BATCH}`,
          [ledger, after[ledger] ?? 0, upTo[ledger], subject, types],
        ),
      ),
    );
    return new Map(ledgers.map((ledger, index) => [ledger, read[index]!]));
  }
}
