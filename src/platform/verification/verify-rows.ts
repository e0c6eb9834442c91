import { digestSumSql, rowDigestSql } from '../ledger/ledger-rows.js';
import { labelSql, type SealedTable } from './sealed-table.js';
import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';

/** A row that does not match the ledger: either side may be missing. */
interface Misfit {
  /** The row, as people name it. */
  readonly row: string | null;
  readonly position: string | null;
  readonly type: string | null;
  readonly subject: string | null;
}

/**
 * Compares every row of a table, in every column, with what the events have recorded: PostgreSQL joins the digests,
 * on disk where they are many.
 * @returns how many rows there are
 * @throws {VerificationError} for the first row that no event wrote as it stands, or that is no longer there.
 */
export async function verifyRows(reader: StoreReader, table: SealedTable): Promise<number> {
  const misfits = await reader.query<Misfit>(table.manyBy === null ? eachSql(table) : manySql(table, table.manyBy), [
    table.name,
  ]);
  if (misfits.length > 0) throw new VerificationError(explain(table, misfits));
  const [{ count } = { count: 0 }] = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table.schema}.${table.name}`,
  );
  return count;
}

/** A row whose digest is in no event comes first; behind it, if any, a digest in an event whose row is not there. */
function eachSql(table: SealedTable): string {
  const { schema, name } = table;
  const sides = (order: string) => `
    (SELECT stored.row, noted.position, noted.type, noted.subject
     FROM (SELECT ${rowDigestSql('to_jsonb(t)')} AS digest, ${labelSql(table)} AS row FROM ${schema}.${name} t) stored
     FULL JOIN (
       SELECT digest, position, type, subject
       FROM ${schema}.ledger_event, jsonb_array_elements_text(rows -> $1::text) AS entry (digest) WHERE rows ? $1::text
     ) noted USING (digest)
     WHERE ${order === 'row' ? 'noted.digest' : 'stored.digest'} IS NULL ORDER BY ${order} LIMIT 1)`;
  return `${sides('row')} UNION ALL ${sides('position')}`;
}

function manySql(table: SealedTable, by: string): string {
  const { schema, name } = table;
  return `
    SELECT coalesce(stored.value, noted.value) AS row, noted.position, noted.type, noted.subject
    FROM (
      SELECT it ->> '${by}' AS value, count(*) AS count, ${digestSumSql('it')}::numeric AS sum
      FROM (SELECT to_jsonb(t) AS it FROM ${schema}.${name} t) rows GROUP BY 1
    ) stored
    FULL JOIN (
      SELECT entry ->> 0 AS value, sum((entry ->> 1)::bigint) AS count, sum((entry ->> 2)::numeric) AS sum,
        max(position) AS position, max(type) AS type, max(subject) AS subject
      FROM ${schema}.ledger_event, jsonb_array_elements(rows -> $1::text) AS entries (entry) WHERE rows ? $1::text GROUP BY 1
    ) noted USING (value)
    WHERE stored.count IS DISTINCT FROM noted.count OR stored.sum IS DISTINCT FROM noted.sum ORDER BY 1 LIMIT 1`;
}

function explain({ schema, name, manyBy }: SealedTable, [first, second]: readonly Misfit[]): string {
  const table = `${schema}.${name}`;
  if (manyBy !== null) return `The rows of ${table} for ${first?.row} are not those that its ledger says were written.`;
  const event = (misfit: Misfit) => `the ${misfit.type} of ${misfit.subject} at position ${misfit.position}`;
  if (first?.row == null) return `A row of ${table} is gone: ${event(first!)} wrote it.`;
  if (second === undefined) return `No event of the ${schema} ledger wrote the row ${first.row} of ${table}.`;
  return `The row ${first.row} of ${table} is not as it was written: no event of its ledger recorded it so, and what ${event(second)} wrote is not there.`;
}
