import type { EntityManager } from 'typeorm';
import { selectRows } from '#platform/database/rows/select-rows.js';
import type { LedgerPositions } from '#platform/ledger/ledger-positions.js';
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

/** The most bytes of payloads, as JSON, of one ledger that one reading brings; one event comes whatever its size. */
export const STREAM_BYTES = 1024 * 1024;

/**
 * The most bytes of payloads as they are stored, compressed, that are measured for one reading: to know the size of one
 * PostgreSQL makes its JSON, and a hundred may be of megabytes.
 */
const MEASURED_BYTES = 256 * 1024;

const MATCHING = `subgraph = $1 AND position > $2 AND position <= $3 AND ($4::text IS NULL OR subject = $4)
  AND ($5::text[] IS NULL OR type = ANY ($5))`;

/** Of the next events, those before which the bounds are not reached. */
const NEXT = `WHERE ${MATCHING} AND position <= (
  SELECT max(position) FROM (
    SELECT position, sum(octet_length(payload::text)) OVER before AS bytes FROM (
      SELECT position, payload, sum(pg_column_size(payload)) OVER before AS stored FROM (
        SELECT position, payload FROM catalog.ledger_entry WHERE ${MATCHING} ORDER BY position LIMIT ${STREAM_BATCH}
      ) AS next WINDOW before AS (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) AS few WHERE coalesce(stored, 0) < ${MEASURED_BYTES}
    WINDOW before AS (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) AS small WHERE coalesce(bytes, 0) < ${STREAM_BYTES}
) ORDER BY position`;

/** Reads of the merged ledger by place, for those who follow it. */
export class LedgerStreamRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The next events of each ledger, in the ledger's order, within the bounds; none where there are no more. */
  async next({ after, upTo }: StreamRange, { subject, types }: StreamFilter): Promise<Map<string, LedgerEntry[]>> {
    const ledgers = Object.keys(upTo).filter((ledger) => (upTo[ledger] ?? 0) > (after[ledger] ?? 0));
    const read = await Promise.all(
      ledgers.map((ledger) =>
        selectRows(this.manager, LedgerEntry, NEXT, [ledger, after[ledger] ?? 0, upTo[ledger], subject, types]),
      ),
    );
    return new Map(ledgers.map((ledger, index) => [ledger, read[index]!]));
  }
}
