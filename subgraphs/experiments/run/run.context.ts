import type { AfterEndLoaders } from '../after-end/after-end.loaders.js';
import type { ExperimentContext } from '../experiment/experiment.context.js';
import type { RunLoaders } from './run.loaders.js';
import type { RunRepository } from './run.repository.js';

/** What runs bring to a request, and the experiments that they belong to. */
export type RunContext = ExperimentContext & {
  readonly runs: RunRepository;
  readonly loaders: RunLoaders & AfterEndLoaders;
};
