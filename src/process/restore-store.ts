import path from 'node:path';
import type { BackupManifest } from '#platform/backup/backup-manifest.js';
import { openBackup } from '#platform/backup/read-backup.js';
import { restoreDatabase } from '#platform/backup/restore-database.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import type { BackupStoreOptions } from './backup-store.js';
import { openStore } from './open-store.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/**
 * Restores a backup into a store in which nothing is written; an embedded one is made where there is none.
 * @throws {StoreError | BackupError} where the file or the store will not do; nothing is changed then.
 */
export async function restoreStore({ file, config, logger, onProgress }: BackupStoreOptions): Promise<BackupManifest> {
  // No embedded store is made for a file that is not there.
  await (await openBackup(file)).close();
  // The store stays open until the restore is done: hence `return await`.
  await using store = await openStore(config, { logger });
  return await restoreDatabase({
    url: store.url,
    file: path.resolve(file),
    schemas: SUBGRAPHS.map(({ definition: { name, migrations } }) => ({ name, migrations })),
    product: PRODUCT_VERSION,
    onProgress,
  });
}
