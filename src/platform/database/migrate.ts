import pg from 'pg';
import { DataSource } from 'typeorm';
import { type Database, type DatabaseOptions, dataSourceOptions } from './database.js';

/**
 * Brings a subgraph's schema to its newest migration and says how many ran.
 * Processes that start together take turns: the second finds nothing to do.
 */
export async function migrate(options: DatabaseOptions): Promise<number> {
  return withMigrationLock(options, async (client) => {
    if (await isCurrent(async (sql, values) => (await client.query(sql, values)).rows, options)) return 0;
    const source = await new DataSource({ ...migrationOptions(options) }).initialize();
    try {
      return (await source.runMigrations({ transaction: 'each' })).length;
    } finally {
      await source.destroy();
    }
  });
}

/** Whether an open database has nothing left to migrate. Asked out of turn: one that runs is not told yet. */
export function isMigrated({ manager }: Database, options: DatabaseOptions): Promise<boolean> {
  return isCurrent((sql, values) => manager.query(sql, values), options);
}

/** Undoes every migration of a subgraph's schema, newest first. For tests and for leaving: the data goes with it. */
export async function revertAll(options: DatabaseOptions): Promise<void> {
  await withMigrationLock(options, async () => {
    const source = await new DataSource({ ...migrationOptions(options) }).initialize();
    try {
      for (const _ of options.migrations) await source.undoLastMigration({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
  });
}

/** A migration may take longer than a request: no statement time-out, and no listener. */
function migrationOptions(options: DatabaseOptions) {
  return dataSourceOptions({ ...options, poolSize: 1, onStatement: undefined, timeouts: { statement: 0, lock: 0 } });
}

/** Nearly always nothing is to be done, which two statements tell sooner than TypeORM, that reads every entity first. */
async function isCurrent(read: Read, { schema, migrations }: DatabaseOptions): Promise<boolean> {
  const table = `${pg.escapeIdentifier(schema)}.migration`;
  const [found] = await read('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [table]);
  if (found?.isThere !== true) return false;
  const ran = new Set((await read(`SELECT name FROM ${table}`, [])).map(({ name }) => name));
  return migrations.every(({ name }) => ran.has(name));
}

async function withMigrationLock<T>(options: DatabaseOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('pedigraph.migrate', 0))");
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(options.schema)}`);
    return await work(client);
  } finally {
    await client.end();
  }
}

type Read = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>;
