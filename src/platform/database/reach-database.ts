import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestClient } from './driver/request-client.js';
import { withConnection } from './driver/with-connection.js';

/** Milliseconds between two tries. */
const RETRY_INTERVAL_MS = 250;

/** Errors of a server that is not there yet: it starts, is full, has no name yet, or nothing listens on its port. */
const NOT_YET = new Set([
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);
const NOT_YET_WORDS = /^(timeout expired|Connection terminated)/;

/**
 * Connects once, to learn that the database can be used.
 * @param waitMs how long to wait for a server that does not take connections yet, in milliseconds
 * @throws what the last try met; an Error with a sentence where a pooler in between gives every transaction another
 *   session
 */
export async function reachDatabase(url: string, waitMs = 0): Promise<void> {
  for (const deadline = Date.now() + waitMs; ; await pause(RETRY_INTERVAL_MS)) {
    try {
      return await withConnection(url, (connection) => refuseSharedSessions(url, connection));
    } catch (error) {
      if (!mayCome(error) || Date.now() >= deadline) throw error;
    }
  }
}

function mayCome(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? NOT_YET.has(code) : NOT_YET_WORDS.test(String(message));
}

/** What a session is set to (names, time-outs, prepared statements) has to hold for all that comes after. */
async function refuseSharedSessions(url: string, connection: RequestClient): Promise<void> {
  if (connection.isOwnProcess(await backendProcess(connection))) return; // no pooler in between
  const mark = randomUUID();
  await connection.query(`SELECT set_config('pedigraph.session', $1, false)`, [mark]);
  // Another one in a transaction: behind a pooler that lends sessions, it has ours.
  const isOurs = await withConnection(url, async (other) => {
    await other.query('START TRANSACTION');
    await other.query('SELECT 1');
    const { rows } = await connection.query(`SELECT current_setting('pedigraph.session', true) = $1 AS "isOurs"`, [
      mark,
    ]);
    return rows[0].isOurs === true;
  }).catch(() => false);
  if (isOurs) return;
  throw new Error(
    'a pooler stands before it that gives a session to one transaction after the other (PgBouncer with pool_mode = transaction or statement), and Pedigraph needs sessions of its own: set pool_mode = session for this database, or name PostgreSQL itself',
  );
}

async function backendProcess(connection: RequestClient): Promise<number> {
  const { rows } = await connection.query('SELECT pg_backend_pid() AS pid');
  return rows[0].pid;
}
