import { v7 as uuid } from 'uuid';
import { ruleWaived } from '#events/promotion.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import { PolicyRepository } from '../policy/policy.repository.js';
import { rulesOf } from '../policy/policy-rules.js';
import type { WaiveRuleInput } from './waive-rule.inputs.js';
import type { WaiveRulePayload } from './waive-rule.payload.js';
import type { WaiverContext } from './waiver.context.js';
import type { Waiver } from './waiver.entity.js';
import { WaiverRepository } from './waiver.repository.js';

const YEAR = 366 * 24 * 60 * 60 * 1_000;

/**
 * Waives a rule for a version until a moment: the caller answers for it. The same waiver by the same caller changes
 * nothing.
 * @throws {PedigraphError} NOT_FOUND for the version; BAD_USER_INPUT where no policy that holds has the rule, or the
 * moment is past or more than a year ahead.
 */
export async function waiveRule(
  input: WaiveRuleInput,
  { database, caller, loaders }: WaiverContext,
): Promise<WaiveRulePayload> {
  const modelVersion = await requireVersion(input.modelVersion, loaders);
  const { alias, rule, reason, expiresAt } = input;
  const waiver = await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(modelVersion.modelId);
    const policy = await new PolicyRepository(manager).inForce(modelVersion.name, alias, null);
    refuseUnknown(rule, policy?.rules == null ? [] : rulesOf(policy.rules).map(({ name }) => name));
    const at = await clock();
    refuseOutOfReach(expiresAt, at);
    const waivers = new WaiverRepository(manager);
    const same = (await waivers.valid(modelVersion.id, alias, at)).find(
      (one) =>
        one.rule === rule &&
        one.reason === reason &&
        one.actor === caller.actor &&
        one.expiresAt.getTime() === expiresAt.getTime(),
    );
    if (same !== undefined) return same;
    const row: Waiver = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      alias,
      rule,
      reason,
      expiresAt,
      createdAt: at,
      actor: caller.actor,
    };
    await waivers.insert(row);
    record(
      ruleWaived(modelVersion.ref, { id: row.id, modelVersionId: modelVersion.id, alias, rule, reason, expiresAt }),
    );
    return row;
  });
  return { waiver, modelVersion };
}

function refuseUnknown(rule: string, rules: readonly string[]): void {
  if (rules.includes(rule)) return;
  const known = rules.length === 0 ? 'no policy holds there' : `its rules are ${rules.join('; ')}`;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a rule of the policy that holds for this alias, but there is no rule ${JSON.stringify(rule)}: ${known}. Nothing was written.`,
    { rules },
  );
}

function refuseOutOfReach(expiresAt: Date, now: Date): void {
  const ahead = expiresAt.getTime() - now.getTime();
  if (ahead > 0 && ahead <= YEAR) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected expiresAt to be a moment within a year from now, but got ${expiresAt.toISOString()}. Nothing was written.`,
  );
}
