import type { EntityManager } from 'typeorm';
import { permits, refuseForbidden } from '#platform/auth/action-rule.js';
import type { Caller } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { RULES } from '#values/actions.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { PolicyRepository } from './policy.repository.js';
import { rulesOf } from './policy-rules.js';

/**
 * Refuses to move an alias past the policy that guards it.
 * @throws {PedigraphError} POLICY_UNMET naming the policy's scope.
 */
export async function refuseGuarded(
  manager: EntityManager,
  { name, ref }: ModelVersionRow,
  alias: string,
): Promise<void> {
  const policy = await new PolicyRepository(manager).inForce(name, alias, null);
  if (policy?.rules == null || rulesOf(policy.rules).length === 0) return;
  throw new PedigraphError(
    'POLICY_UNMET',
    `The alias ${alias} of ${name} is guarded by the policy of ${policy.scope}: promote ${ref} with promote, which judges it by that policy. Nothing was written.`,
    { policy: policy.id, scope: policy.scope },
  );
}

/**
 * Refuses to remove an alias that a policy guards, but to an admin: a version could be put in its place past the policy.
 * @throws {PedigraphError} FORBIDDEN.
 */
export async function refuseRemovalOfGuarded(
  manager: EntityManager,
  { name, alias }: { readonly name: string; readonly alias: string },
  caller: Caller,
): Promise<void> {
  if (permits(caller, RULES.REMOVE_GUARDED_ALIAS, { name })) return;
  const policy = await new PolicyRepository(manager).inForce(name, alias, null);
  if (policy?.rules == null || rulesOf(policy.rules).length === 0) return;
  refuseForbidden(caller, RULES.REMOVE_GUARDED_ALIAS, [{ name }]);
}
