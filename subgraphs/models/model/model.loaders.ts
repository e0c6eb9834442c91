import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Model } from './model.entity.js';
import type { ModelRepository } from './model.repository.js';

/** By-key reads of models. */
export interface ModelLoaders {
  readonly modelById: RowLoader<Model>;
  readonly modelByName: RowLoader<Model>;
}

/** Those of one request. */
export function createModelLoaders(models: ModelRepository, sealed: SealedRows): ModelLoaders {
  return {
    modelById: createIdLoader(
      (ids) => models.findByIds(ids),
      (row) => row.id,
      sealed.of('model'),
    ),
    modelByName: createLoader(
      (names) => models.findByNames(names),
      (row) => row.name,
      sealed.of('model by name'),
    ),
  };
}
