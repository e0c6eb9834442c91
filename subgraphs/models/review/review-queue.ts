import { permits } from '#platform/auth/action-rule.js';
import { type Page, withNodes } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { closestPolicy } from '../policy/policy.repository.js';
import { rulesOf } from '../policy/policy-rules.js';
import { countedApprovals } from '../promotion/counted-approvals.js';
import { verdictOf } from '../promotion/decide.js';
import { judge } from '../promotion/judge.js';
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
    const viewerApproves = evidence.approvals.some(({ actor }) => actor === caller.actor);
    const isOwn = modelVersion.createdBy === caller.actor && !policy.rules!.authorMayApprove;
    items.push({
      modelVersion,
      replaces: evidence.replaced,
      check: { verdict: verdictOf(results), policy, results },
      missingApprovals: missingOf(rulesOf(policy.rules!), evidence),
      viewerApproves,
      viewerCanApprove: !isOwn && permits(caller, RULES.APPROVE, { name: modelVersion.name }),
    });
  }
  return withNodes(page, items);
}

function missingOf(rules: ReturnType<typeof rulesOf>, evidence: Parameters<typeof judge>[1]): MissingApprovals[] {
  return rules.flatMap((rule) => {
    if (rule.kind !== 'APPROVALS') return [];
    const count = rule.wanted - countedApprovals(rule, evidence).counted.length;
    return count > 0 ? [{ role: rule.role, count }] : [];
  });
}
