import pg from 'pg';
import type { RequestClient } from '../driver/request-client.js';
import { withConnection } from '../driver/with-connection.js';

/** What PostgreSQL answers when the database exists: already, or since another process made it at the same moment. */
const EXISTS_SQLSTATES = new Set(['42P04', '23505']);

/** Milliseconds that it may take: a large template is copied, and a checkpoint waited for. */
const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * Makes a database unless there is one of that name.
 * @param adminUrl any database of the same server, as a user that may create databases
 * @returns whether it was made
 */
export function createDatabaseIfMissing(adminUrl: string, name: string): Promise<boolean> {
  const create = async (connection: RequestClient) => {
    const { rowCount } = await connection.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return false;
    try {
      await connection.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      return true;
    } catch (error) {
      if (EXISTS_SQLSTATES.has((error as { code?: string }).code ?? '')) return false;
      throw error;
    }
  };
  return withConnection(adminUrl, create, STATEMENT_TIMEOUT_MS);
}
