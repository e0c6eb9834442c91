import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { type BackupProgress, backupDatabase } from '#platform/backup/backup-database.js';
import type { BackupManifest } from '#platform/backup/backup-manifest.js';
import type { Config } from '#platform/config/config.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { defaultDataFolder } from '#platform/embedded-postgres/default-data-folder.js';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { openStore, StoreError } from './open-store.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/** A backup or a restore, and what is called with its progress. */
export interface BackupStoreOptions {
  readonly file: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly onProgress: (progress: BackupProgress) => void;
}

/**
 * Writes the whole store to a file, whoever works on it meanwhile.
 * @throws {StoreError | BackupError} where there is no store, or the file cannot be written.
 */
export async function backupStore({ file, config, logger, onProgress }: BackupStoreOptions): Promise<BackupManifest> {
  await refuseMissing(config);
  // The store stays open until the backup is done: hence `return await`.
  await using store = await openStore(config, { logger });
  return await backupDatabase({
    url: store.migrationUrl,
    file: path.resolve(file),
    schemas: SUBGRAPHS.map(({ definition: { name, migrations } }) => ({
      name,
      migrations: migrations.map((migration) => migration.name),
    })),
    product: PRODUCT_VERSION,
    onProgress,
  });
}

/** To open an embedded store that is not there would make one. */
async function refuseMissing({ databaseUrl, dataFolder }: Config): Promise<void> {
  if (databaseUrl !== undefined) return;
  const folder = dataFolder ?? (await defaultDataFolder('.pedigraph')).folder;
  if (existsSync(dataIn(folder))) return;
  throw new StoreError(
    `There is no store in ${folder}: name its folder with --data or PEDIGRAPH_DATA, or its database with --database-url or DATABASE_URL.`,
  );
}
