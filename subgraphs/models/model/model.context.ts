import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ModelLoaders } from './model.loaders.js';
import type { ModelRepository } from './model.repository.js';

/** What models bring to a request. */
export type ModelContext = SubgraphContext & {
  readonly models: ModelRepository;
  readonly loaders: ModelLoaders;
};
