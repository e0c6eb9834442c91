import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { readPostmasterFile } from './postmaster-file.js';

/** Milliseconds that an adopted server may take to end before it is left to itself. */
const PATIENCE = 30_000;

/**
 * The last one out turns off the light: stops a server that another process started, where nobody else is connected
 * to it. Its starter may have been killed, and then nobody else would ever stop it.
 */
export async function stopIfUnused(data: string, url: string): Promise<void> {
  const server = await readPostmasterFile(data);
  if (server === undefined || (await isUsed(url))) return;
  try {
    process.kill(server.pid, 'SIGINT');
  } catch {
    return; // another user's server: not ours to stop
  }
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && (await readPostmasterFile(data))?.pid === server.pid) await pause(20);
}

async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ others: number }>(
      "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows[0]?.others !== 0;
  } catch {
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}
