import type { NamedView } from '#platform/auth/row-view.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createNamedLoaders } from '#platform/loading/named-loaders.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Environment } from './environment.entity.js';
import type { EnvironmentRepository } from './environment.repository.js';

/** By-key reads of environments. */
export interface EnvironmentLoaders {
  readonly environmentById: RowLoader<Environment>;
  readonly environmentByName: RowLoader<Environment>;
}

/** Those of one request. */
export function createEnvironmentLoaders(
  environments: EnvironmentRepository,
  sealed: SealedRows,
  view: NamedView,
): EnvironmentLoaders {
  const { byId, byName } = createNamedLoaders(environments, sealed, view);
  return { environmentById: byId, environmentByName: byName };
}
