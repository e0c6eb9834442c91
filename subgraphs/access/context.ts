import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { type ApiKeyLoaders, createApiKeyLoaders } from './api-key/api-key.loaders.js';
import { ApiKeyRepository } from './api-key/api-key.repository.js';
import { NamespaceAccessRepository } from './namespace-access/namespace-access.repository.js';
import { RoleGrantRepository } from './role-grant/role-grant.repository.js';

/** What a resolver of this subgraph has at hand. Made anew for each request. */
export interface AccessContext extends SubgraphContext {
  readonly apiKeys: ApiKeyRepository;
  readonly roleGrants: RoleGrantRepository;
  readonly namespaceAccesses: NamespaceAccessRepository;
  readonly loaders: ApiKeyLoaders;
}

/** Puts the context of one request together. */
export function createContext(base: SubgraphContext): AccessContext {
  const { manager } = base.database;
  const apiKeys = new ApiKeyRepository(manager);
  return {
    ...base,
    apiKeys,
    roleGrants: new RoleGrantRepository(manager),
    namespaceAccesses: new NamespaceAccessRepository(manager),
    loaders: createApiKeyLoaders(apiKeys),
  };
}
