import DataLoader from 'dataloader';
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
  /** When it changed last. */
  readonly updatedAtById: DataLoader<string, Date | null>;
}

/** Those of one request. */
export function createModelLoaders(models: ModelRepository, sealed: SealedRows, view: NamedView): ModelLoaders {
  const { byId, byName } = createNamedLoaders(models, sealed, view);
  const updatedAtById = new DataLoader<string, Date | null>(async (ids) => {
    const moments = await models.updatedAt(ids);
    return ids.map((id) => moments.get(id) ?? null);
  });
  return { modelById: byId, modelByName: byName, updatedAtById };
}
