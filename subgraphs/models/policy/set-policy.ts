import { v7 as uuid } from 'uuid';
import { policySet } from '#events/promotion.events.js';
import { sameJson } from '#platform/digest/same-json.js';
import { parseMetricCondition } from './metric-condition.js';
import type { PolicyContext } from './policy.context.js';
import type { Policy } from './policy.entity.js';
import { PolicyRepository } from './policy.repository.js';
import type { SetPolicyInput } from './set-policy.inputs.js';
import type { SetPolicyPayload } from './set-policy.payload.js';

/**
 * Sets the rules of a scope for an alias; what held before stays in the history. The rules that hold already are not
 * written again, whatever the reason.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition that cannot be read.
 */
export async function setPolicy(input: SetPolicyInput, { database, caller }: PolicyContext): Promise<SetPolicyPayload> {
  const { scope, alias, rules, reason } = input;
  for (const condition of rules?.metrics ?? []) parseMetricCondition(condition);
  return database.transact(caller, async ({ manager, record, clock }) => {
    const repository = new PolicyRepository(manager);
    const previous = await repository.lockLast(scope, alias);
    const held = previous?.rules == null ? null : previous;
    if (sameJson(held?.rules, rules)) return { policy: previous, previous: held };
    const policy: Policy = {
      id: uuid(),
      scope,
      alias,
      sequence: (previous?.sequence ?? 0) + 1,
      rules: rules ?? null,
      createdAt: await clock(),
      actor: caller.actor,
      reason: reason ?? null,
    };
    await repository.insert(policy);
    record(policySet(scope, { id: policy.id, scope, alias, rules: policy.rules, reason: policy.reason }));
    return { policy, previous: held };
  });
}
