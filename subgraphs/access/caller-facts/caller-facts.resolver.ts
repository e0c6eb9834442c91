import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ApiKeyContext } from '../api-key/api-key.context.js';
import type { NamespaceAccessContext } from '../namespace-access/namespace-access.context.js';
import type { RoleGrantContext } from '../role-grant/role-grant.context.js';
import { CallerFacts } from './caller-facts.type.js';

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
    @Ctx()
    { caller, apiKeys, roleGrants, namespaceAccesses }: ApiKeyContext & RoleGrantContext & NamespaceAccessContext,
  ): Promise<CallerFacts> {
    if (caller.kind !== 'SYSTEM') {
      throw new PedigraphError('FORBIDDEN', `Only a gateway asks what is written of callers, but ${caller.actor} did.`);
    }
    const found = keyDigest == null ? null : await apiKeys.byDigest(keyDigest);
    const ended =
      found === null || found.isRevoked || (found.expiresAt !== null && found.expiresAt.getTime() <= Date.now());
    const key = ended ? null : found;
    if (key !== null) await apiKeys.noteUse(key.id);
    const name = key?.principal ?? principal ?? null;
    const [roles, closed, anyKey] = await Promise.all([
      name === null ? [] : roleGrants.rolesOf(name),
      namespaceAccesses.closed(),
      apiKeys.any(),
    ]);
    return { key, roles, closed, anyKey };
  }
}
