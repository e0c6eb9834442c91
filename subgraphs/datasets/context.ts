import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import { createRefLoader } from '#platform/loading/ref-loader.js';
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
  const sealed = base.sealedRows;
  const versionById = createIdLoader<DatasetVersionRow>(
    (ids) => versions.findByIds(ids),
    (row) => row.id,
    sealed.of('version'),
  );
  return {
    ...base,
    datasets,
    versions,
    loaders: {
      datasetById: createIdLoader(
        (ids) => datasets.findByIds(ids),
        (row) => row.id,
        sealed.of('dataset'),
      ),
      datasetByName: createLoader(
        (names) => datasets.findByNames(names),
        (row) => row.name,
        sealed.of('dataset by name'),
      ),
      versionById,
      versionByRef: createRefLoader((refs) => versions.idsByRef(refs), versionById, sealed.of('ref')),
      wholeVersionById: createIdLoader(
        (ids) => versions.findWholeByIds(ids),
        (row) => row.id,
        sealed.of('whole version'),
      ),
    },
  };
}
