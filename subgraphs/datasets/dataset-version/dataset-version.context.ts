import type { DatasetContext } from '../dataset/dataset.context.js';
import type { DatasetVersionLoaders } from './dataset-version.loaders.js';
import type { DatasetVersionRepository } from './dataset-version.repository.js';

/** What dataset versions bring to a request, and the datasets that they are versions of. */
export type DatasetVersionContext = DatasetContext & {
  readonly versions: DatasetVersionRepository;
  readonly loaders: DatasetVersionLoaders;
};
