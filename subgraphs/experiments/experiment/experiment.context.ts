import type { ArchivalContext } from '../archival/archival.context.js';
import type { ExperimentLoaders } from './experiment.loaders.js';
import type { ExperimentRepository } from './experiment.repository.js';

/** What experiments bring to a request, and that they may be archived. */
export type ExperimentContext = ArchivalContext & {
  readonly experiments: ExperimentRepository;
  readonly loaders: ExperimentLoaders;
};
