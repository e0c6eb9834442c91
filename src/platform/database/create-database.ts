import pg from 'pg';

/** What PostgreSQL answers when the database exists: already, or since another process made it at the same moment. */
const EXISTS_SQLSTATES = new Set(['42P04', '23505']);

/**
 * Makes a database unless there is one of that name.
 * @param adminUrl any database of the same server, as a user that may create databases
 * @returns whether it was made
 */
export async function createDatabaseIfMissing(adminUrl: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return false;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    if (EXISTS_SQLSTATES.has((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}
