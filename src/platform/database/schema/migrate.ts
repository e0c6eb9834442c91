import pg from 'pg';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { type Database, type DatabaseOptions, dataSourceOptions } from '../database.js';
import { noteVersion, refuseNewerSchema } from './schema-version.js';

/** The key of the lock under which schemas are migrated, one process at a time, as SQL. */
export const MIGRATION_LOCK = "hashtextextended('pedigraph.migrate', 0)";

/**
 * Brings a subgraph's schema to its newest migration and returns how many ran: all of them, or none where one fails.
 * Processes that start together take turns: the second finds nothing to do.
 * @throws {Error} where another process does not end its turn within the time of a migration; NewerStoreError where a
 * newer version of the product has migrated it.
 */
export function migrate(options: DatabaseOptions): Promise<number> {
  return inTurn(options, async (source, runner) => {
    if (await isCurrent((sql, values) => runner.query(sql, values), options)) return 0;
    const ran = await new MigrationExecutor(source, runner).executePendingMigrations();
    await runner.query(noteVersion(options.schema));
    return ran.length;
  });
}

/**
 * Whether an open database has nothing left to migrate. It takes no lock: a migration under way is not seen until it
 * commits.
 * @throws {NewerStoreError} where a newer version of the product has migrated it.
 */
export function isMigrated({ manager }: Database, options: DatabaseOptions): Promise<boolean> {
  return isCurrent((sql, values) => manager.query(sql, values), options);
}

/** Undoes every migration of a subgraph's schema, newest first. For tests and for leaving: the data goes with it. */
export function revertAll(options: DatabaseOptions): Promise<void> {
  return inTurn(options, async (source, runner) => {
    for (const _ of options.migrations) await new MigrationExecutor(source, runner).undoLastMigration();
  });
}

/** A migration may take longer than a request: it has a time-out of its own, and no listener. */
function migrationOptions(options: DatabaseOptions) {
  const { migration, statement } = options.timeouts;
  const timeouts = { statement: migration, lock: migration, migration };
  const itsOptions = dataSourceOptions({ ...options, poolSize: 1, onStatement: undefined, timeouts });
  const { extra } = itsOptions as { readonly extra?: object };
  return Object.assign({}, itsOptions, { extra: { ...extra, connectionTimeoutMillis: statement } });
}

/**
 * Nearly always nothing is to be done, which two statements find sooner than TypeORM, which reads every entity first.
 */
async function isCurrent(read: Read, { schema, migrations }: DatabaseOptions): Promise<boolean> {
  const table = `${pg.escapeIdentifier(schema)}.migration`;
  const [found] = await read('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [table]);
  if (found?.isThere !== true) return false;
  const ran = new Set((await read(`SELECT name FROM ${table}`, [])).map(({ name }) => String(name)));
  await refuseNewerSchema(read, { schema, ran, known: new Set(migrations.map(({ name }) => name)) });
  return migrations.every(({ name }) => ran.has(name));
}

/**
 * Does the work in one transaction, which holds the turn: a lock of the session would outlive a process that was cut
 * off from its connection, and would not hold behind a pooler.
 */
async function inTurn<T>(
  options: DatabaseOptions,
  work: (source: DataSource, runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const source = await new DataSource(migrationOptions(options)).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await takeTurn(runner, options);
    await runner.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(options.schema)}`);
    const done = await work(source, runner);
    await runner.commitTransaction();
    return done;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function takeTurn(runner: QueryRunner, { schema, timeouts }: DatabaseOptions): Promise<void> {
  try {
    await runner.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== '55P03' && code !== '57014') throw error;
    throw new Error(
      `The schema ${schema} cannot be migrated: another process has held the turn for ${timeouts.migration / 1_000} seconds. See in pg_locks and pg_stat_activity which one and end it, or wait longer with PEDIGRAPH_TIMEOUT_MIGRATION_MS.`,
      { cause: error },
    );
  }
}

type Read = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>;
