import { type Rights, sees } from '#platform/auth/rights.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { Contradiction } from './contradiction.entity.js';
import type { ContradictionRepository } from './contradiction.repository.js';
import type { ContradictionResolution } from './contradiction-resolution.entity.js';

/** By-key reads of contradictions. */
export interface ContradictionLoaders {
  /** Null where there is none of a thing that the caller may see. */
  readonly contradictionById: RowLoader<Contradiction>;
  /** By the id of the contradiction; null while it is open. */
  readonly contradictionResolution: RowLoader<ContradictionResolution>;
}

/** Those of one request. */
export function createContradictionLoaders(
  contradictions: ContradictionRepository,
  rights: Rights,
): ContradictionLoaders {
  return {
    contradictionById: createIdLoader(
      (ids) => contradictions.findByIds(ids),
      (row) => row.id,
      undefined,
      (row) => (sees(rights, row.subject) ? row : null),
    ),
    contradictionResolution: createLoader(
      (ids) => contradictions.resolutionsOf(ids),
      (row) => row.contradictionId,
    ),
  };
}
