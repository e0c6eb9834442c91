import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import type { AddedInput } from '../added-input/added-input.entity.js';
import type { AddedInputRepository } from '../added-input/added-input.repository.js';
import type { RunContext } from '../run/run.context.js';
import type { RunLoggedModelContext } from '../run-logged-model/run-logged-model.context.js';

/** What the inputs of runs bring to a request, and the runs. */
export type RunInputContext = RunContext & RunLoggedModelContext & { readonly loaders: RunInputLoaders };

/** Reads of inputs that came after the start. */
export interface RunInputLoaders {
  /** By the run's id, in the order in which they came. */
  readonly addedInputsByRun: ListLoader<AddedInput>;
}

/** Those of one request. */
export function createRunInputLoaders(inputs: AddedInputRepository): RunInputLoaders {
  return {
    addedInputsByRun: createListLoader(
      (ids) => inputs.ofRuns(ids),
      (row) => row.runId,
    ),
  };
}
