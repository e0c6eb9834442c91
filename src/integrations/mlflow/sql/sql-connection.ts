/** A value of a row, as the driver gives it. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** What a statement is given: `?` stands for it. */
export type SqlValue = string | number | bigint | Uint8Array;

/**
 * A database of MLflow's, opened to be read. Each statement is a transaction of its own and reads a page, so no lock is held
 * that a server writing to the same database would wait for.
 */
export interface SqlConnection extends AsyncDisposable {
  /** As a report names it, without credentials. */
  readonly place: string;
  /** The rows of a statement in standard SQL: `"name"` is a name, `?` a value. */
  rows(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
  /** A column whose texts the driver would cut at a NUL, as it reads them whole; where there is no such driver, it is not there. */
  readonly wholeText?: (column: string) => string;
  /** The columns of every table, by the table's name. */
  columns(): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

/** The tables that `information_schema.columns`, or its like, lists. */
export function columnsByTable(rows: readonly SqlRow[]): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const row of rows) {
    const table = String(row['of_table']);
    const columns = tables.get(table) ?? new Set();
    tables.set(table, columns.add(String(row['of_column'])));
  }
  return tables;
}
