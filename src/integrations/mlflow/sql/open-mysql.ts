import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { columnsByTable, type SqlConnection, type SqlRow, type SqlValue } from './sql-connection.js';
import { placeOfDatabase, unreachable } from './unreachable.js';

/**
 * Opens a MySQL or MariaDB database that MLflow stores in; every transaction of the session is read-only.
 * @throws {PedigraphError} UNAVAILABLE where it cannot be reached, or refuses the login.
 */
export async function openMysql(url: string): Promise<SqlConnection> {
  const { createConnection } = await import('mysql2/promise');
  refuseTlsOptions(url);
  // The driver throws at once where the URL is none.
  const connection = await Promise.resolve()
    .then(() =>
      createConnection({
        uri: url,
        connectTimeout: 30_000,
        supportBigNumbers: true,
        bigNumberStrings: true,
        charset: 'utf8mb4',
      }),
    )
    .catch((error) => {
      throw unreachable('MySQL', url, error);
    });
  try {
    // ANSI_QUOTES alone: "key" is a name, as everywhere else, and a backslash in a text is what the driver takes it for.
    await connection.query("SET SESSION sql_mode = 'ANSI_QUOTES'");
    await connection.query('SET SESSION TRANSACTION READ ONLY');
  } catch (error) {
    connection.destroy();
    throw unreachable('MySQL', url, error);
  }
  const rows = async (sql: string, values: readonly SqlValue[] = []) =>
    (await connection.query(sql, [...values]))[0] as unknown as SqlRow[];
  return {
    place: placeOfDatabase(url),
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

/** SQLAlchemy's options of TLS are none of the driver's, which would pass over them and connect in clear. */
function refuseTlsOptions(url: string): void {
  const named = /[?&](ssl_\w+)=/.exec(url)?.[1];
  if (named === undefined) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a URL of MySQL without ${named}, which this reader does not know: name the URL of a tracking server on it.`,
  );
}
