import type { NamedView } from '#platform/auth/row-view.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import { createVersionLoaders, type VersionLoaders } from '#platform/loading/version-loaders.js';
import type { DatasetVersion, DatasetVersionRow } from './dataset-version.entity.js';
import type { DatasetVersionRepository } from './dataset-version.repository.js';

/** By-key reads of dataset versions. */
export type DatasetVersionLoaders = VersionLoaders<DatasetVersionRow, DatasetVersion>;

/** Those of one request. */
export function createDatasetVersionLoaders(
  versions: DatasetVersionRepository,
  sealed: SealedRows,
  view: NamedView,
): DatasetVersionLoaders {
  return createVersionLoaders<DatasetVersionRow, DatasetVersion>(versions, sealed, view);
}
