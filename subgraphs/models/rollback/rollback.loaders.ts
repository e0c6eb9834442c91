import { createIdLoader, type RowLoader } from '#platform/loading/loader.js';
import type { Rollback } from './rollback.entity.js';
import type { RollbackRepository } from './rollback.repository.js';

/** By-key reads of rollbacks. */
export interface RollbackLoaders {
  /** By its id, which is that of the move of the alias. */
  readonly rollbackById: RowLoader<Rollback>;
}

/** Those of one request. */
export function createRollbackLoaders(rollbacks: RollbackRepository): RollbackLoaders {
  return {
    rollbackById: createIdLoader(
      (ids) => rollbacks.findByIds(ids),
      (row) => row.id,
    ),
  };
}
