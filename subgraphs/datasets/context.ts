import { viewOf } from '#platform/auth/row-view.js';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createAddedLocationLoaders } from '#values/locations/added-location.loaders.js';
import { AddedLocationRepository } from '#values/locations/added-location.repository.js';
import type { AddedLocationContext } from './added-location/added-location.context.js';
import { createDatasetLoaders } from './dataset/dataset.loaders.js';
import { DatasetRepository } from './dataset/dataset.repository.js';
import { createDatasetVersionLoaders } from './dataset-version/dataset-version.loaders.js';
import { DatasetVersionRepository } from './dataset-version/dataset-version.repository.js';

/** What a resolver of this subgraph has at hand: all that its nouns need. Made anew for each request. */
export type DatasetsContext = AddedLocationContext;

/** Puts the context of one request together from what each noun brings. */
export function createContext(base: SubgraphContext): DatasetsContext {
  const { caller, database, sealedRows } = base;
  const view = viewOf(caller.rights);
  const datasets = new DatasetRepository(database.manager);
  const versions = new DatasetVersionRepository(database.manager);
  return {
    ...base,
    datasets,
    versions,
    loaders: {
      ...createDatasetLoaders(datasets, sealedRows, view),
      ...createDatasetVersionLoaders(versions, sealedRows, view),
      ...createAddedLocationLoaders(new AddedLocationRepository(database.manager)),
    },
  };
}
