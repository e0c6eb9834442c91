import { Arg, Args, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { JudgesItself } from '#platform/auth/needs.js';
import { holds } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { grantRole, revokeRole } from './change-role.js';
import { GrantRoleInput, RevokeRoleInput } from './grant-role.inputs.js';
import { GrantRolePayload, RevokeRolePayload } from './grant-role.payloads.js';
import type { RoleGrantContext } from './role-grant.context.js';
import { RoleGrant } from './role-grant.entity.js';

const RoleGrantConnection = connectionType('RoleGrant', () => RoleGrant);

/** Who has which role where. */
@Resolver()
export class RoleGrantResolver {
  @Mutation(() => GrantRolePayload, {
    description:
      'Grants somebody a role in a namespace and all below it, in place of the one they have there. Needs an ADMIN of that namespace. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @JudgesItself('it is for an ADMIN of the namespace, who grants no more than they hold')
  async grantRole(
    @Arg('input', () => GrantRoleInput, { description: 'Who gets which role where.' }) input: GrantRoleInput,
    @Ctx() context: RoleGrantContext,
  ): Promise<GrantRolePayload> {
    return { roleGrant: await grantRole(input, context) };
  }

  @Mutation(() => RevokeRolePayload, {
    description:
      'Takes a role away; the next request of whoever had it is judged without. The last ADMIN of everything cannot be taken away. Needs an ADMIN of that namespace. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @JudgesItself('it is for an ADMIN of the namespace, who grants no more than they hold')
  async revokeRole(
    @Arg('input', () => RevokeRoleInput, { description: 'Whose role, and where.' }) input: RevokeRoleInput,
    @Ctx() context: RoleGrantContext,
  ): Promise<RevokeRolePayload> {
    return { roleGrant: await revokeRole(input, context) };
  }

  @Directive('@tag(name: "personal")')
  @Query(() => RoleGrantConnection, {
    description:
      'Every role that was granted or taken away, newest first. One’s own, or with `namespace` those there, for its ADMIN; those of everybody for an ADMIN of everything.',
  })
  @FiltersItself('roles of one’s own; those of others are for an ADMIN of the namespace')
  roleGrants(
    @Arg('principal', () => String, { nullable: true, description: 'Those of this principal alone.' })
    principal: string | null,
    @Arg('namespace', () => String, { nullable: true, description: 'Those in exactly this namespace.' })
    namespace: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, roleGrants }: RoleGrantContext,
  ): Promise<Page<RoleGrant>> {
    const filter = { principal: principal ?? null, namespace: namespace ?? null };
    const isOwn = filter.principal === caller.actor;
    if (!isOwn && !holds(caller.rights, 'ADMIN', filter.namespace ?? '')) {
      throw new PedigraphError(
        'FORBIDDEN',
        `Expected principal to be ${caller.actor}, or namespace to be one of which ${caller.actor} is ADMIN: the roles of others are for those alone who grant them.`,
      );
    }
    return readPage(
      args,
      (row) => row.id,
      (page) => roleGrants.page(filter, page),
      () => roleGrants.count(filter),
    );
  }
}
