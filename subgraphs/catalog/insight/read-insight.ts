import type { InsightContext } from './insight.context.js';
import type { RegistryInsight } from './insight.type.js';
import type { InsightQuestion } from './insight-question.js';
import { type InsightScope, partAsked } from './insight-scope.js';
import { insightTime } from './insight-time.js';

/** How a part of the registry does, as far as the catalog has read. */
export async function readInsight(scope: InsightScope, { insights }: InsightContext): Promise<RegistryInsight> {
  const question = questionOf(scope);
  if (question === null) return { ...NOTHING, question };
  const [{ rollbacks, productions, ...counts }, [rollbackTimes, leadTimes], resolvable] = await Promise.all([
    insights.counts(question),
    insights.durations(question),
    insights.resolvable(question),
  ]);
  return {
    ...counts,
    rollbacks: { count: rollbacks, ...rollbackTimes },
    leadTime: { count: productions, ...leadTimes },
    resolvable,
    question,
  };
}

const NEVER = { count: 0, medianSeconds: null, p95Seconds: null } as const;
const NOTHING = {
  modelVersions: 0,
  reproducibleShare: null,
  rollbacks: NEVER,
  leadTime: NEVER,
  promotions: 0,
  refusals: 0,
  reachChecks: 0,
  resolvable: { yes: 0, no: 0, unknown: 0, share: null },
} as const;

/** What is asked of the repository; null where it is a model outside of the namespace, in which nothing happens. */
function questionOf(scope: InsightScope): InsightQuestion | null {
  const part = partAsked(scope);
  return part === null ? null : { part, time: insightTime(scope) };
}
