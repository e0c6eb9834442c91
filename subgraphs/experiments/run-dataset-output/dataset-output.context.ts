import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import type { DatasetOutput } from './dataset-output.entity.js';
import type { DatasetOutputRepository } from './dataset-output.repository.js';

/** Reads of the dataset versions that runs made. */
export interface DatasetOutputLoaders {
  /** By the run's id, in the order in which they were named. */
  readonly datasetOutputsByRun: ListLoader<DatasetOutput>;
}

/** Those of one request. */
export function createDatasetOutputLoaders(outputs: DatasetOutputRepository): DatasetOutputLoaders {
  return {
    datasetOutputsByRun: createListLoader(
      (ids) => outputs.ofRuns(ids),
      (row) => row.runId,
    ),
  };
}
