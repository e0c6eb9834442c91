import type { AliasContext } from '../alias/alias.context.js';
import type { DeploymentContext } from '../deployment/deployment.context.js';
import type { RollbackLoaders } from './rollback.loaders.js';
import type { RollbackRepository } from './rollback.repository.js';

/** What rollbacks bring to a request, and the aliases and deployments that they move. */
export type RollbackContext = AliasContext &
  DeploymentContext & {
    readonly rollbacks: RollbackRepository;
    readonly loaders: RollbackLoaders;
  };
