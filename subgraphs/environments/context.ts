import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import { createRefLoader } from '#platform/loading/ref-loader.js';
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
  const sealed = base.sealedRows;
  const versionById = createIdLoader<EnvironmentVersionRow>(
    (ids) => versions.findByIds(ids),
    (row) => row.id,
    sealed.of('version'),
  );
  return {
    ...base,
    environments,
    versions,
    loaders: {
      environmentById: createIdLoader(
        (ids) => environments.findByIds(ids),
        (row) => row.id,
        sealed.of('environment'),
      ),
      environmentByName: createLoader(
        (names) => environments.findByNames(names),
        (row) => row.name,
        sealed.of('environment by name'),
      ),
      versionById,
      versionByRef: createRefLoader((refs) => versions.idsByRef(refs), versionById, sealed.of('ref')),
      wholeVersionById: createIdLoader(
        (ids) => versions.findWholeByIds(ids),
        (row) => row.id,
        sealed.of('whole version'),
      ),
    },
  };
}
