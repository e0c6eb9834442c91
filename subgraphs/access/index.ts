import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { ApiKey } from './api-key/api-key.entity.js';
import { ApiKeyResolver } from './api-key/api-key.resolver.js';
import { ApiKeyRevocation } from './api-key/api-key-revocation.entity.js';
import { CallerFactsResolver } from './caller-facts/caller-facts.resolver.js';
import { type AccessContext, createContext } from './context.js';
import { EndedSession } from './ended-session/ended-session.entity.js';
import { EndedSessionResolver } from './ended-session/ended-session.resolver.js';
import { CreateAccess1795999301000 } from './migrations/1795999301000-create-access.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { EndSessions1796033100000 } from './migrations/1796033100000-end-sessions.js';
import { NamespaceAccess } from './namespace-access/namespace-access.entity.js';
import { NamespaceAccessResolver } from './namespace-access/namespace-access.resolver.js';
import { RoleGrant } from './role-grant/role-grant.entity.js';
import { RoleGrantResolver } from './role-grant/role-grant.resolver.js';
import { tables } from './tables.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

/** Access: who has a key, who has which role where, and which namespaces are closed. */
export const access: SubgraphDefinition<AccessContext> = {
  name: 'access',
  resolvers: [
    ViewerResolver,
    ApiKeyResolver,
    RoleGrantResolver,
    NamespaceAccessResolver,
    EndedSessionResolver,
    CallerFactsResolver,
    LedgerResolver,
  ],
  references: {},
  entities: [ApiKey, ApiKeyRevocation, RoleGrant, NamespaceAccess, EndedSession],
  migrations: [CreateAccess1795999301000, RememberIdempotencyKeys1795999395000, EndSessions1796033100000],
  tables,
  createContext,
};
