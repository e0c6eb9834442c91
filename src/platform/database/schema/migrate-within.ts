import pg from 'pg';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import type { DatabaseOptions } from '../database.js';
import { grantSchema } from '../rights/grant-schema.js';
import type { TableUses } from '../rights/table-use.js';
import { noteVersion } from './schema-version.js';

/** The classes of migrations. */
export type MigrationClasses = DatabaseOptions['migrations'];

/** What is to be migrated within a transaction of the caller. */
export interface MigrateWithinOptions {
  readonly url: string;
  /** Made if missing. */
  readonly schema: string;
  /** All that this version knows. */
  readonly migrations: MigrationClasses;
  /** The names of those to run. @default all */
  readonly only?: readonly string[] | undefined;
  /** See `migrate`. */
  readonly servingRole?: string | undefined;
  /** See `DatabaseOptions`. */
  readonly tables: TableUses;
}

/** One connection for migrations and what else has to be done in the same transaction. */
export async function openMigrationRunner(url: string): Promise<QueryRunner & AsyncDisposable> {
  const source = await sourceOf({ url, schema: 'public', migrations: [] }).initialize();
  const runner = source.createQueryRunner();
  return Object.assign(runner, {
    async [Symbol.asyncDispose]() {
      await runner.release();
      await source.destroy();
    },
  });
}

/** Runs migrations in the transaction that is open on the runner: they are there with it, or not at all. */
export async function migrateWithin(runner: QueryRunner, options: MigrateWithinOptions): Promise<void> {
  const { schema, migrations, only, servingRole, tables } = options;
  const wanted = migrations.filter(({ name }) => only?.includes(name) !== false);
  const source = await sourceOf({ ...options, migrations: wanted }).initialize();
  try {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
    await runner.query(`SET LOCAL search_path = ${pg.escapeIdentifier(schema)}`);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'none';
    await executor.executePendingMigrations();
    await runner.query(noteVersion(schema));
    if (servingRole !== undefined) {
      await grantSchema((sql, values) => runner.query(sql, values), { schema, role: servingRole, tables });
    }
  } finally {
    await source.destroy();
  }
}

function sourceOf({
  url,
  schema,
  migrations,
}: Pick<MigrateWithinOptions, 'url' | 'schema' | 'migrations'>): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    schema,
    migrations: [...migrations] as never,
    migrationsTableName: 'migration',
    installExtensions: false,
    poolSize: 1,
    applicationName: 'pedigraph-restore',
  });
}
