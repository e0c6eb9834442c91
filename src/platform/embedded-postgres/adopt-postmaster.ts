import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { readPostmasterFile } from './postmaster-file.js';

/** Milliseconds that a server which starts, recovers or stops at this moment is waited for. */
const READY_TIMEOUT_MS = 60_000;

/**
 * The server that already runs on the cluster, once it answers; `undefined` when there is none (any more).
 * It may be another process's, one that is just starting or stopping, or what a `kill -9` of our process left alive.
 * @throws {EmbeddedPostgresError} where a server holds the cluster and does not answer
 */
export async function adoptPostmaster(
  data: string,
  urlOf: (port: number) => string,
): Promise<{ pid: number; port: number } | undefined> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const running = await readPostmasterFile(data);
    if (running === undefined) return undefined;
    if (running.status === 'ready' && (await answers(urlOf(running.port)))) return running;
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `A PostgreSQL server (process ${running.pid}) holds ${data} and does not answer on port ${running.port}: end it. If that process is no such server, delete ${data}/postmaster.pid.`,
      );
    }
    await pause(50);
  }
}

/** Only our own server knows the password; one that is full of connections is ours, too. */
async function answers(url: string): Promise<boolean> {
  // options: or PGOPTIONS would count
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, options: '-c DateStyle=ISO' });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    return (error as { code?: string }).code === '53300';
  } finally {
    await client.end().catch(() => {});
  }
}
