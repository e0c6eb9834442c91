import type { QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { appendFunctionSql } from './append-function.js';
import { createLedgerAppend, dropLedgerAppend } from './ledger-table.js';

/**
 * SQL of the digest of a row as `note_rows` takes it: SHA-256 in hex over the row as JSON, without what is null, so
 * that a column which is added later changes nothing.
 * @param row SQL of the row as jsonb
 */
export function rowDigestSql(row: string): string {
  return `encode(sha256(convert_to(jsonb_strip_nulls(${row})::text, 'UTF8')), 'hex')`;
}

/**
 * SQL that adds the digests of many rows up to one number, whatever their order; each counts with its first 60 bits.
 */
export function digestSumSql(row: string): string {
  return `sum(('x' || left(${rowDigestSql(row)}, 15))::bit(60)::bigint)::text`;
}

/** Which of a schema's tables hold many rows a write; they are noted as one sum for each value of the column. */
export type ManyRowed = Readonly<Record<string, string>>;

/**
 * From here on the current schema's ledger records which rows each transaction wrote (`rows` of its last event, covered
 * by the hash): by table a digest for each row, or `[value, count, sum]` where there are very many. So a row that is
 * changed, lost or slipped in is found, in every column, of every table.
 *
 * A trigger on each sealed table notes them as they are inserted, in a setting of the transaction, which
 * `append_events` reads: nothing that writes has to know of it, nor can it forget. Rows that are there already are
 * noted by an event of their own, `RowsSealed`.
 */
export async function createLedgerRows(runner: QueryRunner, manyRowed: ManyRowed = {}): Promise<void> {
  await runner.query('ALTER TABLE ledger_event ADD COLUMN rows jsonb');
  await createNoteRows(runner);
  await runner.query(appendFunctionSql({ withRows: true }));
  for (const table of await sealedTables(runner)) {
    await noteRows(runner, table, manyRowed[table]);
    await notePresentRows(runner, table, manyRowed[table]);
  }
  await appendRowsSealed(runner);
}

/**
 * Appends the event that notes what this transaction has written and no other event will, such as the rows that a
 * migration made of others; none where it wrote nothing.
 */
export async function appendRowsSealed(runner: QueryRunner): Promise<void> {
  const [schema] = await runner.query('SELECT current_schema() AS name');
  const event = [[uuid()], schema.name, `,"subject":${JSON.stringify(schema.name)},"type":"RowsSealed"}`];
  await runner.query(
    `SELECT append_events('pedigraph', $1::uuid[], ARRAY['RowsSealed'], ARRAY[$2::text], ARRAY['{}'], '"pedigraph"', ARRAY[$3::text])
     WHERE current_setting('pedigraph.rows', true) <> ''`,
    event,
  );
}

/** Undoes `createLedgerRows`. */
export async function dropLedgerRows(runner: QueryRunner): Promise<void> {
  for (const table of await sealedTables(runner)) await runner.query(`DROP TRIGGER noted_rows ON ${table}`);
  await runner.query('DROP FUNCTION note_rows()');
  await dropLedgerAppend(runner);
  await createLedgerAppend(runner);
  await runner.query('ALTER TABLE ledger_event DROP COLUMN rows');
}

/** Has every insert into a sealed table noted; for tables that come later. */
export async function noteRows(runner: QueryRunner, table: string, manyBy?: string): Promise<void> {
  const by = manyBy === undefined ? '' : `'${manyBy}'`;
  await runner.query(`
    CREATE TRIGGER noted_rows AFTER INSERT ON ${table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION note_rows(${by})`);
  await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER noted_rows`);
}

async function createNoteRows(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION note_rows() RETURNS trigger LANGUAGE plpgsql SET TimeZone = 'UTC' AS $$
    DECLARE
      entries text;
    BEGIN
      IF TG_NARGS = 0 THEN
        SELECT string_agg('"' || ${rowDigestSql('to_jsonb(added)')} || '"', ',') INTO entries FROM added;
      ELSE
        ${manyEntriesSql('added', 'TG_ARGV[0]', 'INTO entries')}
      END IF;
      IF entries IS NOT NULL THEN ${addNoteSql('TG_TABLE_NAME')}; END IF;
      RETURN NULL;
    END $$`);
}

function manyEntriesSql(table: string, column: string, into: string): string {
  return `SELECT string_agg('["' || value || '",' || count || ',"' || sum || '"]', ',') ${into} FROM (
          SELECT it ->> ${column} AS value, count(*), ${digestSumSql('it')} AS sum
          FROM (SELECT to_jsonb(t) AS it FROM ${table} t) rows GROUP BY 1) sums;`;
}

/** A line a statement: the table and what it wrote. */
function addNoteSql(table: string): string {
  return `PERFORM set_config('pedigraph.rows',
          concat(current_setting('pedigraph.rows', true), E'\\n', ${table}, E'\\t', entries), true)`;
}

/** Notes the rows that a table holds already. */
async function notePresentRows(runner: QueryRunner, table: string, manyBy: string | undefined): Promise<void> {
  const read =
    manyBy === undefined
      ? `SELECT string_agg('"' || ${rowDigestSql('to_jsonb(t)')} || '"', ',') INTO entries FROM ${table} t;`
      : manyEntriesSql(table, `'${manyBy}'`, 'INTO entries');
  await runner.query(`
    DO $$ DECLARE entries text; BEGIN ${read} IF entries IS NOT NULL THEN ${addNoteSql(`'${table}'`)}; END IF; END $$`);
}

/** The tables of the current schema that are sealed, but the ledger. */
async function sealedTables(runner: QueryRunner): Promise<string[]> {
  const rows: { name: string }[] = await runner.query(
    `SELECT relname AS name FROM pg_trigger t JOIN pg_class r ON r.oid = tgrelid
     WHERE tgname = 'sealed_rows' AND relnamespace = current_schema()::regnamespace AND relname <> 'ledger_event' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
