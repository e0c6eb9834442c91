import { openConnection } from '../database/driver/open-connection.js';
import { BACKUP_FORMAT, type BackedUpSchema, BackupError, type BackupManifest } from './backup-manifest.js';
import { PLAIN_TEXT_SETTINGS } from './copy-rows.js';
import { type Ask, describeTables, ledgerEndOf, MIGRATION_TABLE, migrationsOf, tableIn } from './describe-schema.js';
import { refuseTaken, writeBackup } from './write-backup.js';

/** How far a backup or a restore is, in tables. */
export interface BackupProgress {
  readonly done: number;
  readonly total: number;
}

/** What to back up, and where to. */
export interface BackupDatabaseOptions {
  readonly url: string;
  readonly file: string;
  /** Those that are there are backed up, with the names of all their migrations that this version knows. */
  readonly schemas: readonly { readonly name: string; readonly migrations: readonly string[] }[];
  /** The version of the product. */
  readonly product: string;
  readonly onProgress: (progress: BackupProgress) => void;
}

/** Milliseconds that a migration or a rebuild that is under way is waited for. */
const LOCK_TIMEOUT_MS = 30_000;

/**
 * Writes all schemas, as they are at one moment, to a file; whoever reads and writes goes on meanwhile.
 * @throws {BackupError} where there is nothing to back up, or the file cannot be written.
 */
export async function backupDatabase(options: BackupDatabaseOptions): Promise<BackupManifest> {
  const { url, file, product, onProgress } = options;
  await refuseTaken(file);
  const client = await openConnection(url, 'pedigraph-backup');
  try {
    const ask: Ask = async (sql, values = []) => (await client.query(sql, [...values])).rows as never;
    const present = await schemasOf(ask, options);
    // A snapshot does not cover TRUNCATE and ALTER TABLE: the lock keeps them from happening meanwhile.
    const tables = present.flatMap(({ name, tables }) =>
      [MIGRATION_TABLE, ...tables.map((table) => table.name)].map((table) => tableIn(name, table)),
    );
    await client.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`${PLAIN_TEXT_SETTINGS}; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS SHARE MODE`);
    const schemas = await schemasOf(ask, options);
    if (JSON.stringify(schemas) !== JSON.stringify(present)) {
      throw new BackupError('The store was migrated at this moment: write the backup again.');
    }
    const [{ now, version } = { now: new Date(), version: '' }] = await ask<{ now: Date; version: string }>(
      "SELECT clock_timestamp() AS now, current_setting('server_version') AS version",
    );
    const total = schemas.reduce((sum, schema) => sum + schema.tables.length, 0);
    let done = 0;
    return await writeBackup(file, now, async (archive) => {
      const written: BackedUpSchema[] = [];
      for (const { name, migrations, tables } of schemas) {
        const copied: BackedUpSchema['tables'] = [];
        for (const table of tables) {
          onProgress({ done: done++, total });
          copied.push({ ...table, columns: [...table.columns], ...(await archive.addTable(client, name, table)) });
        }
        written.push({ name, migrations, ledger: await ledgerEndOf(ask, name), tables: copied });
      }
      const postgres = version.split(' ')[0]!;
      return { format: BACKUP_FORMAT, product, postgres, takenAt: now.toISOString(), schemas: written };
    });
  } finally {
    await client.end().catch(() => {});
  }
}

async function schemasOf(ask: Ask, { schemas }: BackupDatabaseOptions) {
  const present = [];
  for (const { name, migrations: known } of schemas) {
    const migrations = await migrationsOf(ask, name);
    if (migrations === null) continue;
    const foreign = migrations.find((migration) => !known.includes(migration));
    if (foreign !== undefined) {
      throw new BackupError(
        `${name} was migrated by a newer version of Pedigraph (${foreign}): write the backup with that version.`,
      );
    }
    present.push({ name, migrations, tables: await describeTables(ask, name) });
  }
  if (present.length === 0)
    throw new BackupError('There is no store of Pedigraph in this database: nothing was written.');
  return present;
}
