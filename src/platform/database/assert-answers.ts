import type { Database } from './database.js';
import { readTexts } from './rows/read-texts.js';

const TAKES_NO_WRITES = `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'`;

/**
 * Refuses a database that does not answer over each of the ways that requests take to it, beside others' reads and on a
 * connection of the pool, or that takes no writes: a standby, a server that was demoted.
 */
export async function assertAnswers({ manager }: Database): Promise<void> {
  const [[row]] = await Promise.all([readTexts(manager, TAKES_NO_WRITES, []), manager.query('SELECT 1')]);
  if (row?.text(0) === 't')
    throw new Error('PostgreSQL takes no writes: it is in recovery, as a standby is, or read-only.');
}
