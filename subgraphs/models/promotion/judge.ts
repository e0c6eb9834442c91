import type { Approval } from '../approval/approval.entity.js';
import type { MetricTrendPoint } from '../evaluation/metric-trend.type.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { reproducibilityOf } from '../model-version/reproducibility/reproducibility.js';
import { type MetricCondition, meets, parseMetricCondition } from '../policy/metric-condition.js';
import { type PolicyRules, type Rule, rulesOf } from '../policy/policy-rules.js';
import type { RuleResult } from '../policy/rule-result.js';
import type { Waiver } from '../waiver/waiver.entity.js';
import { type ApprovalsRule, countedApprovals } from './counted-approvals.js';

/** All that a verdict rests on. */
export interface Evidence {
  readonly version: ModelVersionRow;
  /** The version that the alias points to, or last pointed to where it was removed; null where there was none. */
  readonly replaced: ModelVersionRow | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Those that were not withdrawn. */
  readonly approvals: readonly Approval[];
  /** Those that have not expired. */
  readonly waivers: readonly Waiver[];
  /** A metric of both versions, on the data that a condition names; a version that nobody measured is not among them. */
  readonly measure: (condition: MetricCondition) => Promise<readonly MetricTrendPoint[]>;
}

/** Judges a version by every rule: by each of them, so that whoever is refused learns all of it at once. */
export async function judge(rules: PolicyRules, evidence: Evidence): Promise<RuleResult[]> {
  const results: RuleResult[] = [];
  // One after the other: a transaction is one connection.
  for (const rule of rulesOf(rules)) {
    const { met, observed } = await judgeRule(rule, evidence);
    const waiver = met ? undefined : evidence.waivers.find((one) => one.rule === rule.name);
    const verdict = met ? 'MET' : waiver === undefined ? 'UNMET' : 'WAIVED';
    results.push({ rule: rule.name, verdict, observed, waiverId: waiver?.id ?? null });
  }
  return results;
}

function judgeRule(rule: Rule, evidence: Evidence): Finding | Promise<Finding> {
  switch (rule.kind) {
    case 'METRIC':
      return judgeMetric(parseMetricCondition(rule.condition), evidence);
    case 'REPRODUCIBLE':
      return judgeReproducible(evidence);
    case 'APPROVALS':
      return judgeApprovals(rule, evidence);
    case 'TAG':
      return judgeTag(rule.tag, evidence);
  }
}

interface Finding {
  readonly met: boolean;
  readonly observed: string;
}

async function judgeMetric(condition: MetricCondition, evidence: Evidence): Promise<Finding> {
  const { key, comparison, toReplaced } = condition;
  const points = await evidence.measure(condition);
  const of = (version: ModelVersionRow | null) => points.find((point) => point.modelVersion.id === version?.id);
  const candidate = of(evidence.version);
  if (candidate === undefined) return { met: false, observed: `nobody measured ${key} of ${evidence.version.ref}` };
  const own = `${key} is ${candidate.value} (${candidate.source.toLowerCase()})`;
  if (!toReplaced) return { met: meets(candidate.value, comparison, condition.bound), observed: own };
  // What replaces nothing is no worse than it.
  if (evidence.replaced === null) return { met: true, observed: `${own}; it replaces no version` };
  const other = of(evidence.replaced);
  if (other === undefined) return { met: false, observed: `${own}; nobody measured it of ${evidence.replaced.ref}` };
  const bound = Number(other.value) + condition.bound;
  return {
    met: meets(candidate.value, comparison, bound),
    observed: `${own}; of ${evidence.replaced.ref} it is ${other.value}`,
  };
}

function judgeReproducible({ version }: Evidence): Finding {
  const { verdict, missing } = reproducibilityOf(version);
  return { met: verdict === 'REPRODUCIBLE', observed: [verdict, ...missing].join('; ') };
}

function judgeApprovals(rule: ApprovalsRule, evidence: Evidence): Finding {
  const { counted, without, leavesOutAuthor } = countedApprovals(rule, evidence);
  const { wanted } = rule;
  const own = leavesOutAuthor ? `; that of ${evidence.version.createdBy}, who registered it, does not count` : '';
  const lacking = without.length === 0 ? '' : `; ${namesOf(without)} had a lesser role, or none was recorded`;
  const names = counted.length === 0 ? 'nobody' : namesOf(counted);
  return { met: counted.length >= wanted, observed: `${counted.length} of ${wanted}: ${names}${lacking}${own}` };
}

function namesOf(approvals: readonly Approval[]): string {
  return approvals.map(({ actor }) => actor).join(', ');
}

function judgeTag(tag: string, { tags }: Evidence): Finding {
  const equals = tag.indexOf('=');
  const key = equals < 0 ? tag : tag.slice(0, equals);
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  if (value === undefined) return { met: false, observed: `there is no tag ${key}` };
  return { met: equals < 0 || value === tag.slice(equals + 1), observed: `${key} is ${JSON.stringify(value)}` };
}
