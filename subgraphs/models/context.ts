import type { SubgraphContext } from '../../src/platform/federation/subgraph-definition.js';
import { AliasRepository } from './alias/alias.repository.js';
import { DeploymentRepository } from './deployment/deployment.repository.js';
import { createModelsLoaders, type ModelsLoaders } from './loaders.js';
import { ModelRepository } from './model/model.repository.js';
import { ModelVersionRepository } from './model-version/model-version.repository.js';
import { RollbackRepository } from './rollback/rollback.repository.js';
import { StatusRepository } from './status/status.repository.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface ModelsContext extends SubgraphContext, Repositories {
  readonly loaders: ModelsLoaders;
}

/** The subgraph's repositories, outside a transaction. */
export interface Repositories {
  readonly models: ModelRepository;
  readonly versions: ModelVersionRepository;
  readonly statuses: StatusRepository;
  readonly aliases: AliasRepository;
  readonly rollbacks: RollbackRepository;
  readonly deployments: DeploymentRepository;
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): ModelsContext {
  const { manager } = base.database;
  const repositories: Repositories = {
    models: new ModelRepository(manager),
    versions: new ModelVersionRepository(manager),
    statuses: new StatusRepository(manager),
    aliases: new AliasRepository(manager),
    rollbacks: new RollbackRepository(manager),
    deployments: new DeploymentRepository(manager),
  };
  return { ...base, ...repositories, loaders: createModelsLoaders(repositories) };
}
