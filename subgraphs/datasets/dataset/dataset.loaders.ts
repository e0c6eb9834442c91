import type { NamedView } from '#platform/auth/row-view.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createNamedLoaders } from '#platform/loading/named-loaders.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Dataset } from './dataset.entity.js';
import type { DatasetRepository } from './dataset.repository.js';

/** By-key reads of datasets. */
export interface DatasetLoaders {
  readonly datasetById: RowLoader<Dataset>;
  readonly datasetByName: RowLoader<Dataset>;
}

/** Those of one request. */
export function createDatasetLoaders(datasets: DatasetRepository, sealed: SealedRows, view: NamedView): DatasetLoaders {
  const { byId, byName } = createNamedLoaders(datasets, sealed, view);
  return { datasetById: byId, datasetByName: byName };
}
