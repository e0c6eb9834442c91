import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import type { LoggedModelContext } from '../logged-model/logged-model.context.js';
import type { DatasetOutputLoaders } from '../run-dataset-output/dataset-output.context.js';
import type { RunLoggedModelRow } from './run-logged-model.entity.js';
import type { RunLoggedModelRepository } from './run-logged-model.repository.js';

/** What runs make and read beside what they were started with, as a request needs it. */
export type RunLoggedModelContext = LoggedModelContext & {
  readonly loaders: RunLoggedModelLoaders & DatasetOutputLoaders;
};

/** Reads of the logged models that runs make and read. */
export interface RunLoggedModelLoaders {
  /** By the run's id, in the order in which they were named. */
  readonly loggedModelsByRun: ListLoader<RunLoggedModelRow>;
}

/** Those of one request. */
export function createRunLoggedModelLoaders(rows: RunLoggedModelRepository): RunLoggedModelLoaders {
  return {
    loggedModelsByRun: createListLoader(
      (ids) => rows.ofRuns(ids),
      (row) => row.runId,
    ),
  };
}
