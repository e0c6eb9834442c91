import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { DeploymentLoaders } from './deployment.loaders.js';
import type { DeploymentRepository } from './deployment.repository.js';

/** What deployments bring to a request, and the versions that they are of. */
export type DeploymentContext = ModelVersionContext & {
  readonly deployments: DeploymentRepository;
  readonly loaders: DeploymentLoaders;
};
