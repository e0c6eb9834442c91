import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { StatusLoaders } from './status.loaders.js';
import type { StatusRepository } from './status.repository.js';

/** What statuses bring to a request, and the versions that they are of. */
export type StatusContext = ModelVersionContext & {
  readonly statuses: StatusRepository;
  readonly loaders: StatusLoaders;
};
