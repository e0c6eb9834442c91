import { SYSTEM } from '#platform/auth/caller.js';
import type { Database } from '#platform/database/database.js';
import { ProjectionRepository } from './projection.repository.js';

/**
 * Empties the catalog. Its projector, in whichever process it runs, follows every ledger again from the beginning;
 * until it is level, answers say that they are not complete, or know nothing yet.
 */
export async function rebuildCatalog(database: Database): Promise<void> {
  await database.transact(SYSTEM, async ({ manager }) => {
    const projection = new ProjectionRepository(manager);
    await projection.takeTurn();
    await projection.clear();
  });
}
