import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import { columnsByTable, type SqlConnection, type SqlRow, type SqlValue } from './sql-connection.js';
import { unreachable } from './unreachable.js';

/**
 * Opens a MySQL or MariaDB database that MLflow stores in; every transaction of the session is read-only.
 * @throws {PedigraphError} UNAVAILABLE where it cannot be reached, or refuses the login.
 */
export async function openMysql(url: string): Promise<SqlConnection> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({
    uri: url,
    connectTimeout: 30_000,
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4',
  }).catch((error) => {
    throw unreachable('MySQL', url, error);
  });
  // ANSI_QUOTES: "key" is a name, as everywhere else.
  await connection.query("SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
  await connection.query('SET SESSION TRANSACTION READ ONLY');
  const rows = async (sql: string, values: readonly SqlValue[] = []) =>
    (await connection.query(sql, [...values]))[0] as unknown as SqlRow[];
  return {
    place: withoutCredentials(url),
    rows,
    columns: async () =>
      columnsByTable(
        await rows(
          'SELECT table_name AS of_table, column_name AS of_column FROM information_schema.columns WHERE table_schema = database()',
        ),
      ),
    [Symbol.asyncDispose]: () => connection.end(),
  };
}
