import type { EntityManager } from 'typeorm';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
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
