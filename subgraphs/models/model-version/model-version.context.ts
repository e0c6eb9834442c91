import type { ModelContext } from '../model/model.context.js';
import type { ModelVersionLoaders } from './model-version.loaders.js';
import type { ModelVersionRepository } from './model-version.repository.js';

/** What model versions bring to a request, and the models that they are versions of. */
export type ModelVersionContext = ModelContext & {
  readonly versions: ModelVersionRepository;
  readonly loaders: ModelVersionLoaders;
};
