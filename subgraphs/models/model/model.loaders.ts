import type { NamedView } from '#platform/auth/row-view.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createNamedLoaders } from '#platform/loading/named-loaders.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Model } from './model.entity.js';
import type { ModelRepository } from './model.repository.js';

/** By-key reads of models. */
export interface ModelLoaders {
  readonly modelById: RowLoader<Model>;
  readonly modelByName: RowLoader<Model>;
}

/** Those of one request. */
export function createModelLoaders(models: ModelRepository, sealed: SealedRows, view: NamedView): ModelLoaders {
  const { byId, byName } = createNamedLoaders(models, sealed, view);
  return { modelById: byId, modelByName: byName };
}
