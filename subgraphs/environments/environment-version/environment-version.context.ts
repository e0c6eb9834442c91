import type { EnvironmentContext } from '../environment/environment.context.js';
import type { EnvironmentVersionLoaders } from './environment-version.loaders.js';
import type { EnvironmentVersionRepository } from './environment-version.repository.js';

/** What environment versions bring to a request, and the environments that they are versions of. */
export type EnvironmentVersionContext = EnvironmentContext & {
  readonly versions: EnvironmentVersionRepository;
  readonly loaders: EnvironmentVersionLoaders;
};
