import { assertKnownSchema } from './schema-version.js';
import type { SqlConnection, SqlRow, SqlValue } from './sql-connection.js';

/** So many things are read by one statement. */
export const PAGE = 500;

/** So many values one statement is given: SQLite takes 32,766, PostgreSQL 65,535. */
const MOST_VALUES = 5_000;

/** What is read of a table: the columns by name, those that an older version of the schema lacks as null. */
export interface TableRead {
  readonly table: string;
  readonly columns: readonly string[];
  /** Those of the columns that are texts of people. */
  readonly texts?: readonly string[] | undefined;
  /** A condition in SQL, with `?`. */
  readonly where?: string | undefined;
  readonly values?: readonly SqlValue[] | undefined;
  readonly orderBy?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

/** The tables of MLflow's database, in whichever version of its schema. */
export interface SqlTables {
  readonly connection: SqlConnection;
  has(table: string, column?: string): boolean;
  /** The rows of a table; none where this version has no such table. */
  read(what: TableRead): Promise<SqlRow[]>;
  /** Those rows whose column has one of the values, however many there are. */
  readAmong(column: string, among: readonly SqlValue[], what: TableRead): Promise<SqlRow[]>;
  /** Every row, in pages by keyset: behind the last of a page comes the next, whatever was written meanwhile. */
  pages(what: Omit<TableRead, 'limit' | 'orderBy'> & { readonly key: readonly string[] }): AsyncGenerator<SqlRow[]>;
  count(table: string): Promise<number>;
}

/** @throws {PedigraphError} BAD_USER_INPUT where the schema is of no known version. */
export async function openTables(connection: SqlConnection): Promise<SqlTables> {
  const known = await connection.columns();
  await assertKnownSchema(connection, known);
  const has = (table: string, column?: string) =>
    known.has(table) && (column === undefined || (known.get(table)?.has(column) ?? false));
  const selectedAs = (column: string, isText: boolean) =>
    isText && connection.wholeText ? `${connection.wholeText(quoted(column))} AS ${quoted(column)}` : quoted(column);
  const read = async ({ table, columns, texts = [], where, values = [], orderBy = [], limit }: TableRead) => {
    if (!has(table)) return [];
    const selected = columns.map((column) =>
      has(table, column) ? selectedAs(column, texts.includes(column)) : `NULL AS ${quoted(column)}`,
    );
    const sql = [
      `SELECT ${selected.join(', ')} FROM ${quoted(table)}`,
      ...(where ? [`WHERE ${where}`] : []),
      ...(orderBy.length > 0 ? [`ORDER BY ${orderBy.map(quoted).join(', ')}`] : []),
      ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
    ];
    return connection.rows(sql.join(' '), values);
  };
  return {
    connection,
    has,
    read,
    async readAmong(column, among, { where, values = [], ...what }) {
      const rows: SqlRow[] = [];
      for (let at = 0; at < among.length; at += MOST_VALUES) {
        const group = among.slice(at, at + MOST_VALUES);
        const conditions = [isOneOf(column, group), ...(where ? [`(${where})`] : [])];
        for (const row of await read({ ...what, where: conditions.join(' AND '), values: [...group, ...values] }))
          rows.push(row);
      }
      return rows;
    },
    async *pages({ key, where, values = [], ...what }) {
      const columns = [...new Set([...what.columns, ...key])];
      const keyed = key.filter((column) => has(what.table, column));
      for (let last: SqlRow | undefined; ; ) {
        const behind = last === undefined ? undefined : behindKey(keyed, last);
        const conditions = [where, behind?.sql].filter((each) => each !== undefined).map((each) => `(${each})`);
        const page: SqlRow[] = await read({
          ...what,
          columns,
          where: conditions.join(' AND ') || undefined,
          values: [...values, ...(behind?.values ?? [])],
          orderBy: keyed,
          limit: PAGE,
        });
        if (page.length > 0) yield page;
        if (page.length < PAGE) return;
        last = page.at(-1);
      }
    },
    async count(table) {
      if (!has(table)) return 0;
      return Number((await connection.rows(`SELECT count(*) AS "count" FROM ${quoted(table)}`))[0]?.['count'] ?? 0);
    },
  };
}

/** `column IN (?, …)`. */
function isOneOf(column: string, values: readonly unknown[]): string {
  return `${quoted(column)} IN (${values.map(() => '?').join(', ')})`;
}

/** As columns are compared in their order: `a > ? OR (a = ? AND b > ?)`. */
function behindKey(key: readonly string[], last: SqlRow): { readonly sql: string; readonly values: SqlValue[] } {
  const values: SqlValue[] = [];
  const cases = key.map((column, index) => {
    const equal = key.slice(0, index).map((before) => {
      values.push(boundOf(last[before]));
      return `${quoted(before)} = ?`;
    });
    values.push(boundOf(last[column]));
    return [...equal, `${quoted(column)} > ?`].join(' AND ');
  });
  return { sql: cases.map((each) => `(${each})`).join(' OR '), values };
}

function boundOf(value: unknown): SqlValue {
  if (typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint8Array) return value;
  return String(value);
}

function quoted(name: string): string {
  return `"${name}"`;
}
