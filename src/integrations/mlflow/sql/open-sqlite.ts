import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { columnsByTable, type SqlConnection, type SqlRow, type SqlValue } from './sql-connection.js';

/** A server that writes meanwhile holds the file for moments. */
const BUSY_MS = 20_000;

/**
 * Opens an SQLite file read-only. `@photostructure/sqlite` is the API of `node:sqlite`, which Node 20 does not have, with
 * SQLite itself compiled: it needs no compiler, and takes the locks of the file that a running MLflow server takes, which
 * SQLite in WebAssembly does not.
 * @throws {PedigraphError} BAD_USER_INPUT where it is no SQLite file.
 */
export async function openSqlite(file: string): Promise<SqlConnection> {
  const { DatabaseSync } = await import('@photostructure/sqlite');
  // In the mode WAL even a reader makes files beside the database, which nothing needs where nobody has it open.
  const url = `${pathToFileURL(file).href}?mode=ro${isAtRest(file) && (await isWal(file)) ? '&immutable=1' : ''}`;
  const database = new DatabaseSync(url, { readOnly: true, timeout: BUSY_MS });
  const prepared = new Map<string, { all(...values: SqlValue[]): unknown[] }>();
  const rows = async (sql: string, values: readonly SqlValue[] = []) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      const made = database.prepare(sql);
      made.setReadBigInts(true);
      statement = made;
      prepared.set(sql, statement);
    }
    return statement.all(...values) as SqlRow[];
  };
  try {
    await rows('SELECT count(*) AS "count" FROM sqlite_master');
  } catch (error) {
    database.close();
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected an SQLite database of MLflow, but ${file} is none that can be read: ${(error as Error).message}.`,
    );
  }
  return {
    place: file,
    rows,
    wholeText: (column) => `CAST(${column} AS BLOB)`,
    columns: async () =>
      columnsByTable(
        await rows(
          "SELECT t.name AS of_table, c.name AS of_column FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
        ),
      ),
    [Symbol.asyncDispose]: async () => database.close(),
  };
}

/**
 * Whether nobody has a database of the mode WAL open, and nothing is only in its log: whoever has it open holds `-shm`, also
 * while the log is empty.
 */
function isAtRest(file: string): boolean {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return !existsSync(`${file}-shm`) && (log === undefined || log.size === 0);
}

/** Whether the file says that it is in the mode WAL: byte 18 of its header. Source: sqlite.org/fileformat.html, 1.3. */
async function isWal(file: string): Promise<boolean> {
  const { open } = await import('node:fs/promises');
  const handle = await open(file, 'r');
  await using _ = handle;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(20), 0, 20, 0);
  return bytesRead === 20 && buffer[18] === 2;
}
