import type { LedgerEvent } from '../ledger/ledger-event.js';
import { digestSumSql, rowDigestSql } from '../ledger/ledger-rows.js';
import { labelSql, type SealedTable, thingColumnOf } from './sealed-table.js';
import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';
import { continueChain } from './verify-chain.js';

/** What was looked at of one thing. */
export interface VerifiedRows {
  readonly rows: number;
  /** The positions of the events that wrote them. */
  readonly positions: readonly number[];
}

/**
 * Compares the rows of one thing in a table with what the events have recorded.
 * @throws {VerificationError} for the first row that no event wrote as it stands.
 */
export async function verifyRowsOf(reader: StoreReader, table: SealedTable, id: string): Promise<VerifiedRows> {
  const key = thingColumnOf(table);
  if (key === undefined) return { rows: 0, positions: [] };
  return table.manyBy === null ? verifyEach(reader, table, key, id) : verifySum(reader, table, id);
}

async function verifyEach(reader: StoreReader, table: SealedTable, key: string, id: string): Promise<VerifiedRows> {
  const { schema, name } = table;
  const rows = await reader.query<{ row: string; position: string | null }>(
    `SELECT stored.row, noted.position
     FROM (SELECT ${rowDigestSql('to_jsonb(t)')} AS digest, ${labelSql(table)} AS row FROM ${schema}.${name} t WHERE t.${key} = $2::uuid) stored
     LEFT JOIN LATERAL (
       SELECT min(position) AS position FROM ${schema}.ledger_event WHERE rows -> $1::text ? stored.digest
     ) noted ON true`,
    [name, id],
  );
  const changed = rows.find(({ position }) => position === null);
  if (changed !== undefined) {
    throw new VerificationError(
      `The row ${changed.row} of ${schema}.${name} is not as it was written: no event of the ${schema} ledger recorded it so.`,
    );
  }
  return { rows: rows.length, positions: rows.map(({ position }) => Number(position)) };
}

async function verifySum(
  reader: StoreReader,
  { schema, name, manyBy }: SealedTable,
  id: string,
): Promise<VerifiedRows> {
  const [found] = await reader.query<{ count: number; same: boolean; positions: string[] | null }>(
    `SELECT stored.count, stored.count = noted.count AND stored.sum IS NOT DISTINCT FROM noted.sum AS same, noted.positions
     FROM (SELECT count(*)::int AS count, ${digestSumSql('to_jsonb(t)')}::numeric AS sum FROM ${schema}.${name} t WHERE t.${manyBy} = $2::uuid) stored,
     (SELECT coalesce(sum((entry ->> 1)::bigint), 0) AS count, sum((entry ->> 2)::numeric) AS sum, array_agg(position) AS positions
      FROM ${schema}.ledger_event, jsonb_array_elements(rows -> $1::text) AS entries (entry)
      WHERE rows ? $1::text AND entry ->> 0 = $2::uuid::text) noted`,
    [name, id],
  );
  if (!found!.same) {
    throw new VerificationError(
      `The rows of ${schema}.${name} for ${id} are not those that its ledger says were written.`,
    );
  }
  return { rows: found!.count, positions: (found!.positions ?? []).map(Number) };
}

/**
 * Looks whether what the events about a ref wrote to a table is still there, whoever it belongs to.
 * @throws {VerificationError} for the first row that is gone.
 */
export async function verifyNothingGone(reader: StoreReader, { schema, name, manyBy }: SealedTable, ref: string) {
  if (manyBy !== null) return;
  const [gone] = await reader.query<{ type: string; position: string }>(
    `SELECT type, position FROM ${schema}.ledger_event, jsonb_array_elements_text(rows -> $1::text) AS entry (digest)
     WHERE subject = $2 AND rows ? $1::text
       AND digest NOT IN (SELECT ${rowDigestSql('to_jsonb(t)')} FROM ${schema}.${name} t)
     ORDER BY position LIMIT 1`,
    [name, ref],
  );
  if (gone === undefined) return;
  throw new VerificationError(
    `A row of ${schema}.${name} is gone, or was changed: the ${gone.type} of ${ref} at position ${gone.position} wrote it.`,
  );
}

/**
 * Computes the hashes of single events anew, each over the hash of the one that stands before it.
 * @throws {VerificationError} for the first that is not the one that was written.
 */
export async function verifyEvents(reader: StoreReader, schema: string, positions: readonly number[]): Promise<void> {
  for await (const events of reader.batches<LedgerEvent & { before: string | null }>(
    `SELECT position, id, type, subject, actor, at, payload, rows, hash, previous_hash AS "previousHash",
       (SELECT hash FROM ${schema}.ledger_event b WHERE b.position = e.position - 1) AS before
     FROM ${schema}.ledger_event e WHERE position = ANY ($1::bigint[]) ORDER BY position`,
    [positions],
  )) {
    for (const { before, ...event } of events) {
      const position = Number(event.position);
      const last = { position: position - 1, hash: before };
      continueChain(`the ${schema} ledger`, last, { ...event, position });
    }
  }
}
