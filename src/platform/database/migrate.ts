import pg from 'pg';
import { DataSource } from 'typeorm';
import { type DatabaseOptions, dataSourceOptions } from './database.js';

/**
 * Brings a subgraph's schema to its newest migration and says how many ran.
 * Processes that start together take turns: the second finds nothing to do.
 */
export async function migrate(options: DatabaseOptions): Promise<number> {
  return withMigrationLock(options, async () => {
    const source = await new DataSource({ ...migrationOptions(options) }).initialize();
    try {
      return (await source.runMigrations({ transaction: 'each' })).length;
    } finally {
      await source.destroy();
    }
  });
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

async function withMigrationLock<T>(options: DatabaseOptions, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('pedigraph.migrate', 0))");
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(options.schema)}`);
    return await work();
  } finally {
    await client.end();
  }
}
