import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ApiKeyLoaders } from './api-key.loaders.js';
import type { ApiKeyRepository } from './api-key.repository.js';

/** What API keys bring to a request. */
export type ApiKeyContext = SubgraphContext & {
  readonly apiKeys: ApiKeyRepository;
  readonly loaders: ApiKeyLoaders;
};
