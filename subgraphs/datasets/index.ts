import { referenceBy } from '#platform/federation/reference.js';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { AddedLocation } from '#values/locations/added-location.entity.js';
import { DatasetVersionLocationResolver } from './added-location/added-location.resolver.js';
import { createContext, type DatasetsContext } from './context.js';
import { Dataset } from './dataset/dataset.entity.js';
import { DatasetResolver } from './dataset/dataset.resolver.js';
import { DatasetViewerResolver } from './dataset/dataset-viewer.resolver.js';
import { DatasetVersion } from './dataset-version/dataset-version.entity.js';
import { DatasetVersionResolver } from './dataset-version/dataset-version.resolver.js';
import { DatasetVersionContentResolver } from './dataset-version/dataset-version-content.resolver.js';
import { DatasetVersionViewerResolver } from './dataset-version/dataset-version-viewer.resolver.js';
import { ExternalDatasetResolver } from './dataset-version/external-dataset.type.js';
import { VersionsOfDatasetResolver } from './dataset-version/versions-of-dataset.resolver.js';
import { CreateDatasets1764000000000 } from './migrations/1764000000000-create-datasets.js';
import { AppendToLedger1764600000000 } from './migrations/1764600000000-append-to-ledger.js';
import { NoteRowsInLedger1795974740000 } from './migrations/1795974740000-note-rows-in-ledger.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { NameDatasetsElsewhere1796018264000 } from './migrations/1796018264000-name-datasets-elsewhere.js';
import { AddLocations1796094900000 } from './migrations/1796094900000-add-locations.js';
import { reporting } from './reporting.js';
import { tables } from './tables.js';

/** Datasets: files, schema and where they come from, sealed by version. */
export const datasets: SubgraphDefinition<DatasetsContext> = {
  name: 'datasets',
  resolvers: [
    DatasetResolver,
    VersionsOfDatasetResolver,
    DatasetVersionResolver,
    DatasetVersionContentResolver,
    ExternalDatasetResolver,
    DatasetVersionLocationResolver,
    DatasetViewerResolver,
    DatasetVersionViewerResolver,
    LedgerResolver,
  ],
  references: {
    Dataset: referenceBy(({ loaders }) => ({ id: loaders.datasetById, name: loaders.datasetByName })),
    DatasetVersion: referenceBy(({ loaders }) => ({ id: loaders.versionById, ref: loaders.versionByRef })),
  },
  entities: [Dataset, DatasetVersion, AddedLocation],
  migrations: [
    CreateDatasets1764000000000,
    AppendToLedger1764600000000,
    NoteRowsInLedger1795974740000,
    RememberIdempotencyKeys1795999395000,
    NameDatasetsElsewhere1796018264000,
    AddLocations1796094900000,
  ],
  tables,
  reporting,
  pinnable: { DatasetVersion: 'SELECT id, ref, digest FROM datasets.dataset_version' },
  pins: [{ table: 'datasets.dataset_version', column: 'derived_from_ids', type: 'DatasetVersion' }],
  createContext,
};
