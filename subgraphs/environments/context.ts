import { viewOf } from '#platform/auth/row-view.js';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createEnvironmentLoaders } from './environment/environment.loaders.js';
import { EnvironmentRepository } from './environment/environment.repository.js';
import type { EnvironmentVersionContext } from './environment-version/environment-version.context.js';
import { createEnvironmentVersionLoaders } from './environment-version/environment-version.loaders.js';
import { EnvironmentVersionRepository } from './environment-version/environment-version.repository.js';

/** What a resolver of this subgraph has at hand: all that its nouns need. Made anew for each request. */
export type EnvironmentsContext = EnvironmentVersionContext;

/** Puts the context of one request together from what each noun brings. */
export function createContext(base: SubgraphContext): EnvironmentsContext {
  const { caller, database, sealedRows } = base;
  const view = viewOf(caller.rights);
  const environments = new EnvironmentRepository(database.manager);
  const versions = new EnvironmentVersionRepository(database.manager);
  return {
    ...base,
    environments,
    versions,
    loaders: {
      ...createEnvironmentLoaders(environments, sealedRows, view),
      ...createEnvironmentVersionLoaders(versions, sealedRows, view),
    },
  };
}
