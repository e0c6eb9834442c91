import { type TableUses, unsealedTables } from '../database/rights/table-use.js';
import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';

/** A sealed table, as its schema describes it. */
export interface SealedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** The column by which its rows are noted in sums; null where each is noted by itself. */
  readonly manyBy: string | null;
}

/** What keeps a table sealed; each must be there and fire always. */
const TRIGGERS = ['noted_rows', 'sealed_rows', 'sealed_table'] as const;

/**
 * The tables of a subgraph beside its ledger.
 * @param tables those of its definition
 * @throws {VerificationError} for one that is not sealed (any longer), or not brought up to date.
 */
export async function sealedTablesOf(reader: StoreReader, schema: string, tables: TableUses): Promise<SealedTable[]> {
  const rows = await reader.query<{ name: string; columns: string[]; triggers: Record<string, string | null> | null }>(
    `SELECT c.relname AS name,
       (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
       (SELECT jsonb_object_agg(tgname, convert_from(rtrim(tgargs, '\\x00'::bytea), 'UTF8')) FROM pg_trigger
        WHERE tgrelid = c.oid AND NOT tgisinternal AND tgenabled = 'A') AS triggers
     FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($2) ORDER BY 1`,
    [schema, unsealedTables(tables)],
  );
  const ledger = rows.find(({ name }) => name === 'ledger_event');
  if (ledger === undefined || !ledger.columns.includes('rows')) {
    throw new VerificationError(
      `The schema ${schema} is not brought up to this version of the program: start the server on it once.`,
    );
  }
  return rows.flatMap(({ name, columns, triggers }) => {
    const wanted = TRIGGERS.filter((trigger) => name !== 'ledger_event' || trigger !== 'noted_rows');
    const missing = wanted.find((trigger) => triggers?.[trigger] === undefined);
    if (missing !== undefined) {
      throw new VerificationError(
        `The table ${schema}.${name} is not sealed: its trigger ${missing} is not there, or is switched off.`,
      );
    }
    return name === 'ledger_event' ? [] : [{ schema, name, columns, manyBy: triggers?.['noted_rows'] || null }];
  });
}

/** What a fact names the thing by that it is about. */
const SUBJECTS = ['logged_model_id', 'run_id', 'model_version_id', 'subject_id'];

/**
 * The column with the id of the thing that a row is of: that of its own where it has a ref, and so is a thing; of a fact
 * about another, of that. Undefined where it has none.
 */
export function thingColumnOf({ columns }: SealedTable): string | undefined {
  const isThing = columns.includes('ref');
  return [...(isThing ? [] : SUBJECTS), 'id'].find((name) => columns.includes(name));
}

/** SQL of a row's label for people: its ref or name where it has one, and its key; else its first two columns. */
export function labelSql({ columns }: SealedTable): string {
  const naming = ['ref', 'name', 'id', 'run_id', 'logged_model_id', 'deployment_id', 'subject_id'].filter((name) =>
    columns.includes(name),
  );
  return `concat_ws(' ', ${(naming.length === 0 ? columns : naming)
    .slice(0, 2)
    .map((name) => `t.${name}::text`)
    .join(', ')})`;
}
