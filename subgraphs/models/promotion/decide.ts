import type { EntityManager } from 'typeorm';
import { AnnotationRepository } from '../annotation/annotation.repository.js';
import { currentOf, tagsWith } from '../annotation/current-annotations.js';
import { ApprovalRepository } from '../approval/approval.repository.js';
import { EvaluationRepository } from '../evaluation/evaluation.repository.js';
import { measuredOf } from '../evaluation/measured.js';
import { PolicyRepository } from '../policy/policy.repository.js';
import type { RuleResult } from '../policy/rule-result.js';
import { WaiverRepository } from '../waiver/waiver.repository.js';
import type { Candidacy } from './candidacy.js';
import { judge } from './judge.js';
import type { PromotionVerdict } from './promotion.entity.js';
import type { PromotionPreview } from './promotion-preview.type.js';

/** Judges a version by the policy that holds; without a policy there is nothing to meet. */
export async function decide(candidacy: Candidacy, manager: EntityManager): Promise<PromotionPreview> {
  const { version, replaced, alias, runs, at } = candidacy;
  const policy = await new PolicyRepository(manager).inForce(version.name, alias, null);
  if (policy?.rules == null) return { verdict: 'PROMOTED', policy: null, results: [] };

  // One after the other: a transaction is one connection.
  const annotations = await new AnnotationRepository(manager).lastChanges([version.id], null);
  const approvals = await new ApprovalRepository(manager).lastOfEach([version.id], null);
  const waivers = await new WaiverRepository(manager).valid(version.id, alias, at);
  const evaluations = new EvaluationRepository(manager);
  const versions = replaced === null ? [version] : [version, replaced];
  const results = await judge(policy.rules, {
    version,
    replaced,
    tags: tagsWith(version.tags, currentOf(annotations)),
    approvals: approvals.filter((approval) => approval.given),
    waivers,
    measure: ({ key, on }) => measuredOf(versions, key, on, { runs, evaluations }),
  });
  return { verdict: verdictOf(results), policy, results };
}

/** Refused where a rule is neither met nor waived. */
export function verdictOf(results: readonly RuleResult[]): PromotionVerdict {
  return results.some(({ verdict }) => verdict === 'UNMET') ? 'REFUSED' : 'PROMOTED';
}
