import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createVersionedLoaders } from '#platform/loading/versioned-loaders.js';
import type { Dataset } from './dataset/dataset.entity.js';
import { DatasetRepository } from './dataset/dataset.repository.js';
import type { DatasetVersion, DatasetVersionRow } from './dataset-version/dataset-version.entity.js';
import { DatasetVersionRepository } from './dataset-version/dataset-version.repository.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface DatasetsContext extends SubgraphContext {
  readonly datasets: DatasetRepository;
  readonly versions: DatasetVersionRepository;
  readonly loaders: {
    readonly datasetById: RowLoader<Dataset>;
    readonly datasetByName: RowLoader<Dataset>;
    readonly versionById: RowLoader<DatasetVersionRow>;
    readonly versionByRef: RowLoader<DatasetVersionRow>;
    readonly wholeVersionById: RowLoader<DatasetVersion>;
  };
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): DatasetsContext {
  const datasets = new DatasetRepository(base.database.manager);
  const versions = new DatasetVersionRepository(base.database.manager);
  const loaders = createVersionedLoaders<Dataset, DatasetVersionRow, DatasetVersion>(
    { named: datasets, versions },
    base.sealedRows,
  );
  const { namedById, namedByName, ...versionLoaders } = loaders;
  return {
    ...base,
    datasets,
    versions,
    loaders: { datasetById: namedById, datasetByName: namedByName, ...versionLoaders },
  };
}
