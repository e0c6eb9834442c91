import { permits, strongestRoleOn } from '#platform/auth/action-rule.js';
import type { Caller } from '#platform/auth/caller.js';
import { type Page, withNodes } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { closestPolicy } from '../policy/policy.repository.js';
import { type PolicyRules, rulesOf } from '../policy/policy-rules.js';
import { type ApprovalsRule, countedApprovals } from '../promotion/counted-approvals.js';
import { verdictOf } from '../promotion/decide.js';
import { type Evidence, judge } from '../promotion/judge.js';
import { readEvidence } from './read-evidence.js';
import type { ReviewContext } from './review.context.js';
import type { MissingApprovals, ReviewItem } from './review-item.type.js';
import type { ReviewQueueArgs } from './review-queue.args.js';
import { waitingVersions } from './waiting-versions.js';

/**
 * A page of the versions that wait for approval, each judged as `promote` would judge it: what that rests on is read for
 * all of them at once.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range, UNAVAILABLE where experiments does not answer.
 */
export async function reviewQueue(args: ReviewQueueArgs, context: ReviewContext): Promise<Page<ReviewItem>> {
  const policies = await context.policies.inForceOf(args.alias);
  const page = await waitingVersions(
    args,
    policies.map(({ scope }) => scope),
    context,
  );
  const evidenceOf = await readEvidence(page.nodes, args.alias, context);
  const { caller } = context;
  const items: ReviewItem[] = [];
  for (const modelVersion of page.nodes) {
    const policy = closestPolicy(modelVersion.name, policies)!;
    const evidence = evidenceOf(modelVersion);
    const results = await judge(policy.rules!, evidence);
    items.push({
      modelVersion,
      replaces: evidence.replaced,
      check: { verdict: verdictOf(results), policy, results },
      missingApprovals: missingOf(approvalsRules(policy.rules!), evidence),
      viewerApproves: evidence.approvals.some(({ actor }) => actor === caller.actor),
      viewerCanApprove:
        permits(caller, RULES.APPROVE, { name: modelVersion.name }) && isCounted(policy.rules!, modelVersion, caller),
    });
  }
  return withNodes(page, items);
}

function approvalsRules(rules: PolicyRules): ApprovalsRule[] {
  return rulesOf(rules).filter((rule) => rule.kind === 'APPROVALS');
}

/** Whether a rule would count the caller's approval; of a policy that asks for none, whether one that asked anybody would. */
function isCounted(rules: PolicyRules, version: ModelVersionRow, { actor, rights }: Caller): boolean {
  const asked = approvalsRules(rules);
  const approval = { actor, role: strongestRoleOn(rights, version) ?? null };
  return (asked.length > 0 ? asked : [{ role: null, authorMayApprove: rules.authorMayApprove }]).some(
    (rule) => countedApprovals(rule, { version, approvals: [approval] }).counted.length > 0,
  );
}

function missingOf(rules: readonly ApprovalsRule[], evidence: Evidence): MissingApprovals[] {
  return rules.flatMap((rule) => {
    const count = rule.wanted - countedApprovals(rule, evidence).counted.length;
    return count > 0 ? [{ role: rule.role, count }] : [];
  });
}
