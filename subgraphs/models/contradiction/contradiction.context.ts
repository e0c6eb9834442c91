import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ContradictionLoaders } from './contradiction.loaders.js';
import type { ContradictionRepository } from './contradiction.repository.js';

/** What contradictions bring to a request, and the versions that they are of. */
export type ContradictionContext = ModelVersionContext & {
  readonly contradictions: ContradictionRepository;
  readonly loaders: ContradictionLoaders;
};
