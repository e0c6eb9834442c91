import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { EnvironmentLoaders } from './environment.loaders.js';
import type { EnvironmentRepository } from './environment.repository.js';

/** What environments bring to a request. */
export type EnvironmentContext = SubgraphContext & {
  readonly environments: EnvironmentRepository;
  readonly loaders: EnvironmentLoaders;
};
