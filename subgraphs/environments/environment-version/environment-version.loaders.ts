import type { NamedView } from '#platform/auth/row-view.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import { createVersionLoaders, type VersionLoaders } from '#platform/loading/version-loaders.js';
import type { EnvironmentVersion, EnvironmentVersionRow } from './environment-version.entity.js';
import type { EnvironmentVersionRepository } from './environment-version.repository.js';

/** By-key reads of environment versions. */
export type EnvironmentVersionLoaders = VersionLoaders<EnvironmentVersionRow, EnvironmentVersion>;

/** Those of one request. */
export function createEnvironmentVersionLoaders(
  versions: EnvironmentVersionRepository,
  sealed: SealedRows,
  view: NamedView,
): EnvironmentVersionLoaders {
  return createVersionLoaders<EnvironmentVersionRow, EnvironmentVersion>(versions, sealed, view);
}
