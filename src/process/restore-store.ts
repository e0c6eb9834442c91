import path from 'node:path';
import type { BackupManifest } from '#platform/backup/backup-manifest.js';
import { openBackup } from '#platform/backup/read-backup.js';
import { restoreDatabase } from '#platform/backup/restore-database.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { VerificationError } from '#platform/verification/verification-error.js';
import type { BackupStoreOptions } from './backup-store.js';
import { openStore, servingRoleOf } from './open-store.js';
import { SUBGRAPHS } from './subgraph-definitions.js';
import { type Verified, verifyOpened } from './verify-store.js';

/** A restored store. */
export interface RestoredStore extends BackupManifest {
  /**
   * What of it was found to be what was written; undefined of a backup without a ledger, such as that of a catalog
   * alone.
   */
  readonly verified: Verified | undefined;
}

/** What was backed up is there, and is not what was written. */
export class RestoredFault extends Error {}

/**
 * Restores a backup into a store in which nothing is written, and verifies it as `verifyStore` does; an embedded one is
 * made where there is none.
 * @throws {StoreError | BackupError} where the file or the store will not do; nothing is changed then.
 * @throws {RestoredFault} where the store is restored, and was changed before it was backed up.
 */
export async function restoreStore({ file, config, logger, onProgress }: BackupStoreOptions): Promise<RestoredStore> {
  // No embedded store is made for a file that is not there.
  await (await openBackup(file)).close();
  // The store stays open until the restore is done: hence `return await`.
  await using store = await openStore(config, { logger });
  const manifest = await restoreDatabase({
    url: store.migrationUrl,
    servingRole: await servingRoleOf(store),
    file: path.resolve(file),
    schemas: SUBGRAPHS.map(({ definition: { name, migrations, tables } }) => ({ name, migrations, tables })),
    product: PRODUCT_VERSION,
    onProgress,
  });
  if (manifest.schemas.every(({ ledger }) => ledger === null)) return { ...manifest, verified: undefined };
  try {
    return { ...manifest, verified: await verifyOpened(store, { checkpoint: [], onProgress: () => {} }) };
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new RestoredFault(
      `The store is restored as it was backed up, but it had been changed before that: ${error.message} Restore an older backup beside it, and compare.`,
      { cause: error },
    );
  }
}
