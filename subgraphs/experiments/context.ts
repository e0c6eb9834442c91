import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createExperimentsLoaders, type ExperimentsLoaders } from './loaders.js';
import { createRepositories, type Repositories } from './repositories.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface ExperimentsContext extends SubgraphContext, Repositories {
  readonly loaders: ExperimentsLoaders;
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): ExperimentsContext {
  const repositories = createRepositories(base.database.manager);
  return { ...base, ...repositories, loaders: createExperimentsLoaders(repositories, base.sealedRows) };
}
