import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { DatasetLoaders } from './dataset.loaders.js';
import type { DatasetRepository } from './dataset.repository.js';

/** What datasets bring to a request. */
export type DatasetContext = SubgraphContext & {
  readonly datasets: DatasetRepository;
  readonly loaders: DatasetLoaders;
};
