import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ApiKeyContext } from './api-key/api-key.context.js';
import { createApiKeyLoaders } from './api-key/api-key.loaders.js';
import { ApiKeyRepository } from './api-key/api-key.repository.js';
import type { EndedSessionContext } from './ended-session/ended-session.context.js';
import { EndedSessionRepository } from './ended-session/ended-session.repository.js';
import type { NamespaceAccessContext } from './namespace-access/namespace-access.context.js';
import { NamespaceAccessRepository } from './namespace-access/namespace-access.repository.js';
import type { RoleGrantContext } from './role-grant/role-grant.context.js';
import { RoleGrantRepository } from './role-grant/role-grant.repository.js';

/** What a resolver of this subgraph has at hand: all that its nouns need. Made anew for each request. */
export type AccessContext = ApiKeyContext & RoleGrantContext & NamespaceAccessContext & EndedSessionContext;

/** Puts the context of one request together. */
export function createContext(base: SubgraphContext): AccessContext {
  const { manager } = base.database;
  const apiKeys = new ApiKeyRepository(manager);
  return {
    ...base,
    apiKeys,
    roleGrants: new RoleGrantRepository(manager),
    namespaceAccesses: new NamespaceAccessRepository(manager),
    endedSessions: new EndedSessionRepository(manager),
    loaders: createApiKeyLoaders(apiKeys),
  };
}
