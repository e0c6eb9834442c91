import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { Model } from '../model/model.entity.js';
import type { PolicyContext } from './policy.context.js';
import { Policy } from './policy.entity.js';
import { SetPolicyInput } from './set-policy.inputs.js';
import { setPolicy } from './set-policy.js';
import { SetPolicyPayload } from './set-policy.payload.js';

const PolicyConnection = connectionType('Policy', () => Policy);

/** The rules by which versions are promoted. */
@Resolver(() => Model)
export class PolicyResolver {
  @Mutation(() => SetPolicyPayload, {
    description:
      'Sets the rules by which versions are promoted to an alias; from then on only `promote` moves it there. Where the same rules hold for this scope already, nothing is written. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.SET_POLICY, ({ scope: name }: SetPolicyInput) => [{ name }])
  setPolicy(
    @Arg('input', () => SetPolicyInput, { description: 'The scope, and its rules.' }) input: SetPolicyInput,
    @Ctx() context: PolicyContext,
  ): Promise<SetPolicyPayload> {
    return setPolicy(input, context);
  }

  @Query(() => PolicyConnection, { description: 'Every policy that was set, newest first.' })
  @FiltersItself('policies of scopes that are hidden are not listed')
  policyHistory(
    @Arg('scope', () => String, { nullable: true, description: 'Policies of this scope alone.' }) scope: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { policies, caller }: PolicyContext,
  ): Promise<Page<Policy>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => policies.page(scope ?? null, page, caller.rights),
      () => policies.count(scope ?? null, caller.rights),
    );
  }

  @FieldResolver(() => Policy, {
    nullable: true,
    description: 'The policy that holds for one of its aliases: its own, or that of the closest namespace.',
  })
  policy(
    @Root() model: Model,
    @Arg('alias', () => String, { defaultValue: 'production', description: 'The alias.' }) alias: string,
    @AsOfArg() asOf: Date | null,
    @Ctx() { policies }: PolicyContext,
  ): Promise<Policy | null> {
    return policies.inForce(model.name, alias, asOf ?? null);
  }
}
