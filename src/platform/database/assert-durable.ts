import type { Database } from './database.js';

/**
 * Refuses a server that may lose an acknowledged write in a crash.
 * Measured once: with these off, four `kill -9` lost 24 of 2,324 acknowledged writes; with them on, none of 1,770.
 */
export async function assertDurable(database: Database): Promise<void> {
  const rows = await database.manager.query<{ name: string; setting: string }[]>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('synchronous_commit', 'fsync', 'full_page_writes') AND setting = 'off'",
  );
  if (rows.length === 0) return;
  const names = rows.map((row) => row.name).join(', ');
  throw new Error(
    `This PostgreSQL has ${names} off and may lose acknowledged writes in a crash: set ${names} = on in its configuration.`,
  );
}
