import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { ApiKeyRepository, LastUse } from './api-key.repository.js';
import type { ApiKeyRevocation } from './api-key-revocation.entity.js';

/** By-key reads of what became of API keys. */
export interface ApiKeyLoaders {
  readonly revocation: RowLoader<ApiKeyRevocation>;
  readonly lastUse: RowLoader<LastUse>;
}

/** Those of one request. */
export function createApiKeyLoaders(apiKeys: ApiKeyRepository): ApiKeyLoaders {
  return {
    revocation: createLoader(
      (ids) => apiKeys.findRevocations(ids),
      (row) => row.apiKeyId,
    ),
    lastUse: createLoader(
      (ids) => apiKeys.findLastUses(ids),
      (row) => row.apiKeyId,
    ),
  };
}
