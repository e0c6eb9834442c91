import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import type { ApiKeyContext } from '../api-key/api-key.context.js';
import type { EndedSessionContext } from '../ended-session/ended-session.context.js';
import { requireGateway } from '../fields/require-gateway.js';
import type { NamespaceAccessContext } from '../namespace-access/namespace-access.context.js';
import type { RoleGrantContext } from '../role-grant/role-grant.context.js';
import { CallerFacts } from './caller-facts.type.js';

type FactsContext = ApiKeyContext & RoleGrantContext & NamespaceAccessContext & EndedSessionContext;

/** What a gateway asks before it answers anybody; clients do not see it. */
@Resolver()
export class CallerFactsResolver {
  @Directive('@inaccessible')
  @Query(() => CallerFacts, {
    description: 'What is written of whoever shows the key with this digest, or goes by this name.',
  })
  @FiltersItself('a gateway alone asks it, in its own name')
  async callerFacts(
    @Arg('keyDigest', () => String, { nullable: true, description: '`sha256:…` over the key.' })
    keyDigest: string | null,
    @Arg('principal', () => String, { nullable: true, description: 'A name that another credential has shown.' })
    principal: string | null,
    @Arg('session', () => String, {
      nullable: true,
      description: '`sha256:…` over the id of the session that showed the name.',
    })
    session: string | null,
    @Ctx()
    { caller, apiKeys, roleGrants, namespaceAccesses, endedSessions }: FactsContext,
  ): Promise<CallerFacts> {
    requireGateway(caller);
    const found = keyDigest == null ? null : await apiKeys.byDigest(keyDigest);
    const ended =
      found === null || found.isRevoked || (found.expiresAt !== null && found.expiresAt.getTime() <= Date.now());
    const key = ended ? null : found;
    if (key !== null) await apiKeys.noteUse(key.id);
    const name = key?.principal ?? principal ?? null;
    const [roles, closed, anyKey, sessionEnded] = await Promise.all([
      name === null ? [] : roleGrants.rolesOf(name),
      namespaceAccesses.closed(),
      apiKeys.any(),
      session == null ? false : endedSessions.has(session),
    ]);
    return { key, roles, closed, anyKey, sessionEnded };
  }
}
