import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { ArchivalRepository } from './archival.repository.js';
import type { ModelArchival } from './model-archival.entity.js';

/** By-key reads of archivals. */
export interface ArchivalLoaders {
  /** By the model's id: the last one, which may say that it was restored; null where it was never archived. */
  readonly lastArchival: RowLoader<ModelArchival>;
}

/** Those of one request. */
export function createArchivalLoaders(archivals: ArchivalRepository): ArchivalLoaders {
  return {
    lastArchival: createLoader(
      (ids) => archivals.last(ids),
      (row) => row.modelId,
    ),
  };
}
