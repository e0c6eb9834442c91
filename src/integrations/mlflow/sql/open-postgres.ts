import { columnsByTable, type SqlConnection, type SqlValue } from './sql-connection.js';
import { placeOfDatabase, unreachable } from './unreachable.js';

/** The most milliseconds that a page may take to be read. */
const STATEMENT_MS = 600_000;

/**
 * Opens a PostgreSQL database that MLflow stores in; every transaction of the session is read-only.
 * @throws {PedigraphError} UNAVAILABLE where it cannot be reached, or refuses the login.
 */
export async function openPostgres(url: string): Promise<SqlConnection> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_MS,
    application_name: 'pedigraph import mlflow',
    // Not among the options of the connection, which those of the URL would replace.
    onConnect: async (client) => {
      await client.query('SET default_transaction_read_only = on');
    },
  });
  // An idle connection that is lost is made anew by the next statement.
  pool.on('error', () => {});
  const rows = async (sql: string, values: readonly SqlValue[] = []) =>
    (await pool.query(numbered(sql), [...values])).rows;
  try {
    await rows('SELECT 1');
  } catch (error) {
    await pool.end();
    throw unreachable('PostgreSQL', url, error);
  }
  return {
    place: placeOfDatabase(url),
    rows,
    columns: async () =>
      columnsByTable(
        await rows(
          'SELECT table_name AS of_table, column_name AS of_column FROM information_schema.columns WHERE table_schema = current_schema()',
        ),
      ),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

/** PostgreSQL numbers what it is given. No statement has a `?` in a text. */
function numbered(sql: string): string {
  let number = 0;
  return sql.replaceAll('?', () => `$${++number}`);
}
