import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createVersionedLoaders } from '#platform/loading/versioned-loaders.js';
import type { Environment } from './environment/environment.entity.js';
import { EnvironmentRepository } from './environment/environment.repository.js';
import type { EnvironmentVersion, EnvironmentVersionRow } from './environment-version/environment-version.entity.js';
import { EnvironmentVersionRepository } from './environment-version/environment-version.repository.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface EnvironmentsContext extends SubgraphContext {
  readonly environments: EnvironmentRepository;
  readonly versions: EnvironmentVersionRepository;
  readonly loaders: {
    readonly environmentById: RowLoader<Environment>;
    readonly environmentByName: RowLoader<Environment>;
    readonly versionById: RowLoader<EnvironmentVersionRow>;
    readonly versionByRef: RowLoader<EnvironmentVersionRow>;
    readonly wholeVersionById: RowLoader<EnvironmentVersion>;
  };
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): EnvironmentsContext {
  const environments = new EnvironmentRepository(base.database.manager);
  const versions = new EnvironmentVersionRepository(base.database.manager);
  const loaders = createVersionedLoaders<Environment, EnvironmentVersionRow, EnvironmentVersion>(
    { named: environments, versions },
    base.sealedRows,
  );
  const { namedById, namedByName, ...versionLoaders } = loaders;
  return {
    ...base,
    environments,
    versions,
    loaders: { environmentById: namedById, environmentByName: namedByName, ...versionLoaders },
  };
}
