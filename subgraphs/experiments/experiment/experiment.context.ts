import type { ArchivalContext } from '../archival/archival.context.js';
import type { NameChangeContext } from '../name-change/name-change.context.js';
import type { TagChangeContext } from '../tag-change/tag-change.context.js';
import type { ExperimentLoaders } from './experiment.loaders.js';
import type { ExperimentRepository } from './experiment.repository.js';

/** What experiments bring to a request, and what may become of them: other names, other tags, the archive. */
export type ExperimentContext = ArchivalContext &
  NameChangeContext &
  TagChangeContext & {
    readonly experiments: ExperimentRepository;
    readonly loaders: ExperimentLoaders;
  };
