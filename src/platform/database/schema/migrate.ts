import pg from 'pg';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from '../database.js';
import { takeViewsAway, writeViews } from '../reporting/write-views.js';
import { grantSchema } from '../rights/grant-schema.js';
import type { Read } from '../rights/schema-rights.js';
import { hasRun, type MigrateOptions, migrationTable } from './schema-state.js';
import { noteVersion } from './schema-version.js';

/** The key of the lock under which schemas are migrated, one process at a time, as SQL. */
export const MIGRATION_LOCK = "hashtextextended('pedigraph.migrate', 0)";

/**
 * Brings a subgraph's schema to its newest migration and returns how many ran: all of them, or none where one fails.
 * Processes that start together take turns: the second finds nothing to do. It connects as the owner
 * (`DatabaseOptions.migrationUrl`).
 * @param servingRole the role that serves: in the same transaction it is granted what the declared tables take, and no
 *   more. @default nothing is granted, nor taken
 * @throws {Error} where another process does not end its turn within the time of a migration, or the role may not
 * migrate; NewerStoreError where a newer version of the product has migrated it.
 */
export function migrate(options: MigrateOptions, servingRole?: string): Promise<number> {
  return inTurn(options, async (source, runner) => {
    const query: Read = (sql, values) => runner.query(sql, values);
    let ran = 0;
    if (!(await isCurrent(query, options))) {
      // A view would hold the tables as they are.
      const hadViews = await takeViewsAway(query, options.schema);
      ran = (await new MigrationExecutor(source, runner).executePendingMigrations()).length;
      if (hadViews) await writeViews(query, options.reporting ?? []);
      await runner.query(noteVersion(options.schema));
    }
    if (servingRole !== undefined) await grantToOther(query, servingRole, options);
    return ran;
  });
}

/** Where one role does both, it owns everything, and there is nothing to grant. */
async function grantToOther(query: Read, role: string, { schema, tables = {} }: MigrateOptions): Promise<void> {
  const [me] = await query('SELECT current_user AS role', []);
  if (me?.['role'] !== role) await grantSchema(query, { schema, role, tables });
}

/** Undoes every migration of a subgraph's schema, newest first. For tests and for leaving: the data goes with it. */
export function revertAll(options: MigrateOptions): Promise<void> {
  return inTurn(options, async (source, runner) => {
    await takeViewsAway((sql, values) => runner.query(sql, values), options.schema);
    for (const _ of options.migrations) await new MigrationExecutor(source, runner).undoLastMigration();
  });
}

/** A migration may take longer than a request: it has a time-out of its own, and no listener. */
function migrationOptions(options: MigrateOptions) {
  const { migration, statement } = options.timeouts;
  const timeouts = { statement: migration, lock: migration, migration };
  const url = options.migrationUrl ?? options.url;
  const itsOptions = dataSourceOptions({
    entities: [],
    ...options,
    url,
    poolSize: 1,
    onStatement: undefined,
    timeouts,
  });
  const { extra } = itsOptions as { readonly extra?: object };
  return Object.assign({}, itsOptions, { extra: { ...extra, connectionTimeoutMillis: statement } });
}

/**
 * Nearly always nothing is to be done, which two statements find sooner than TypeORM, which reads every entity first.
 */
async function isCurrent(read: Read, options: MigrateOptions): Promise<boolean> {
  const [found] = await read('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [migrationTable(options)]);
  return found?.['isThere'] === true && hasRun(read, options);
}

/**
 * Does the work in one transaction, which holds the turn: a lock of the session would outlive a process that was cut
 * off from its connection, and would not hold behind a pooler.
 */
async function inTurn<T>(
  options: MigrateOptions,
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
    throw isRefused(error) ? notTheOwner(options, error as Error) : error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function takeTurn(runner: QueryRunner, { schema, timeouts }: MigrateOptions): Promise<void> {
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

/** Whether PostgreSQL refused a statement because of who sent it (insufficient_privilege). */
function isRefused(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === '42501';
}

function notTheOwner({ schema }: MigrateOptions, cause: Error): Error {
  return new Error(
    `The schema ${schema} is not as this version needs it, and the role that was to change it may not (${cause.message}): set DATABASE_MIGRATION_URL to the URL of the role that owns the schema, beside DATABASE_URL, or run \`pedigraph migrate\` with it.`,
    { cause },
  );
}
