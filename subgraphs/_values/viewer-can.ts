import { type ClassType, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { type ActionTarget, permits } from '#platform/auth/action-rule.js';
import type { Caller } from '#platform/auth/caller.js';
import { ACTIONS, type ActedOn, Action, factsOf, RULES } from './actions.js';

/** What a caller may do to a thing, by the table of actions. */
export function viewerCan(on: ActedOn, target: ActionTarget, caller: Caller): Action[] {
  return ACTIONS.filter((action) => factsOf(action).on.includes(on) && permits(caller, RULES[action], target));
}

/**
 * The field `viewerCan` of a type.
 * @param targetOf what an action is done to, where that is not the row by its name
 */
export function viewerCanResolver<Row extends object>(
  on: ActedOn,
  type: ClassType<Row>,
  targetOf: (row: Row) => ActionTarget,
): ClassType {
  @Resolver(() => type)
  class ViewerCanResolver {
    @FieldResolver(() => [Action], {
      description:
        'What you may do here by your roles, so that nobody need guess; a status or a policy may still be in the way.',
    })
    @Directive('@tag(name: "personal")')
    viewerCan(@Root() row: Row, @Ctx() { caller }: { readonly caller: Caller }): Action[] {
      return viewerCan(on, targetOf(row), caller);
    }
  }
  return ViewerCanResolver;
}
