import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { JudgesItself } from '#platform/auth/needs.js';
import { holds } from '#platform/auth/rights.js';
import type { NamespaceAccessContext } from './namespace-access.context.js';
import { NamespaceAccess } from './namespace-access.entity.js';
import { SetNamespaceAccessInput } from './set-namespace-access.inputs.js';
import { setNamespaceAccess } from './set-namespace-access.js';
import { SetNamespaceAccessPayload } from './set-namespace-access.payload.js';

/** Which namespaces are closed. */
@Resolver()
export class NamespaceAccessResolver {
  @Mutation(() => SetNamespaceAccessPayload, {
    description:
      'Closes a namespace to all who have no role in it, or opens it again: from the next request on, on every path. Needs an ADMIN of it. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @JudgesItself('it is for an ADMIN of the namespace')
  async setNamespaceAccess(
    @Arg('input', () => SetNamespaceAccessInput, { description: 'Which namespace, closed or open.' })
    input: SetNamespaceAccessInput,
    @Ctx() context: NamespaceAccessContext,
  ): Promise<SetNamespaceAccessPayload> {
    return { namespaceAccess: await setNamespaceAccess(input, context) };
  }

  @Directive('@tag(name: "personal")')
  @Query(() => [NamespaceAccess], {
    description: 'The namespaces that are closed now, of those in which the caller has a role.',
  })
  @FiltersItself('those in which the caller has a role')
  async closedNamespaces(@Ctx() { caller, namespaceAccesses }: NamespaceAccessContext): Promise<NamespaceAccess[]> {
    const closed = await namespaceAccesses.lastOfClosed();
    return closed.filter(({ namespace }) => holds(caller.rights, 'VIEWER', namespace));
  }
}
