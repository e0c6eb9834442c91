import type { EntityManager } from 'typeorm';
import type { InsightInterval } from '#subgraphs/catalog/insight/insight.type.js';
import type { InsightScope } from '#subgraphs/catalog/insight/insight-scope.js';

const IN_SCOPE =
  "($1::text IS NULL OR model = $1) AND ($2::text IS NULL OR starts_with(model, $2 || '/')) AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)";
const DURATION = `count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS "medianSeconds",
  percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS "p95Seconds"`;
const SHARE = 'avg(reproducible::int)::float8 AS "reproducibleShare"';
const DECIDED = `count(*) FILTER (WHERE verdict = 'PROMOTED')::int AS promotions,
  count(*) FILTER (WHERE verdict = 'REFUSED')::int AS refusals`;
const LEAD_TIMES = `
  SELECT v.model, p.at, greatest(0, extract(epoch FROM p.at - coalesce(r.at, v.at)))::float8 AS seconds
  FROM (SELECT model_version_id, min(at) AS at FROM registry_alias_move WHERE alias = 'production' GROUP BY 1) p
  JOIN registry_version v ON v.id = p.model_version_id LEFT JOIN registry_run_end r ON r.run_id = v.run_id`;

const ANSWERS = { YES: 'yes', NO: 'no', UNKNOWN: 'unknown' } as const;

/** The end of a period; its days are those of UTC. */
function endOf(start: Date, interval: InsightInterval): Date {
  const end = new Date(start);
  if (interval === 'MONTH') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCDate(end.getUTCDate() + (interval === 'WEEK' ? 7 : 1));
  return end;
}

/** What `registryInsight` has to answer, from the facts alone: every row of them is read. */
export async function recomputed(manager: EntityManager, scope: InsightScope, interval: InsightInterval) {
  const values = [scope.model, scope.namespace, scope.since, scope.until];
  const ask = (sql: string) => manager.query<Record<string, unknown>[]>(sql, values);
  const [versions] = await ask(
    `SELECT count(*)::int AS "modelVersions", ${SHARE} FROM registry_version WHERE ${IN_SCOPE}`,
  );
  const [rollbacks] = await ask(`SELECT ${DURATION} FROM registry_rollback WHERE ${IN_SCOPE}`);
  const [leadTime] = await ask(`SELECT ${DURATION} FROM (${LEAD_TIMES}) AS lead WHERE ${IN_SCOPE}`);
  const [decided] = await ask(`SELECT ${DECIDED} FROM registry_promotion WHERE ${IN_SCOPE}`);
  const [checked] = await ask(`SELECT count(*)::int AS "reachChecks" FROM registry_reach_check WHERE ${IN_SCOPE}`);
  const checks = await manager.query<{ version: string; at: Date; answer: keyof typeof ANSWERS }[]>(
    `SELECT model_version_id AS version, at, answer FROM registry_reach_check WHERE ${IN_SCOPE} ORDER BY at, id`,
    [scope.model, scope.namespace, null, scope.until],
  );
  /** What the last check of each version before a moment says. */
  const resolvable = (before: Date | null) => {
    const counts = { yes: 0, no: 0, unknown: 0 };
    const isNever = scope.since !== null && scope.until !== null && scope.since >= scope.until;
    const last = new Map(
      checks
        .filter(({ at }) => !isNever && (before === null || at < before))
        .map(({ version, answer }) => [version, answer]),
    );
    for (const answer of last.values()) counts[ANSWERS[answer]] += 1;
    return { ...counts, share: last.size === 0 ? null : counts.yes / last.size };
  };
  const periods = await ask(
    `SELECT date_trunc('${interval}', at) AS "validFrom", count(*) FILTER (WHERE what = 'version')::int AS "modelVersions",
            avg(reproducible) FILTER (WHERE what = 'version')::float8 AS "reproducibleShare",
            count(*) FILTER (WHERE what = 'rollback')::int AS rollbacks,
            count(*) FILTER (WHERE what = 'PROMOTED')::int AS promotions, count(*) FILTER (WHERE what = 'REFUSED')::int AS refusals,
            count(*) FILTER (WHERE what = 'check')::int AS "reachChecks",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS "medianSeconds",
            percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS "p95Seconds"
     FROM (SELECT model, at, 'version' AS what, reproducible::int, NULL::float8 AS seconds FROM registry_version
           UNION ALL SELECT model, at, 'rollback', 0, seconds FROM registry_rollback
           UNION ALL SELECT model, at, verdict, 0, NULL FROM registry_promotion
           UNION ALL SELECT model, at, 'check', 0, NULL FROM registry_reach_check) AS facts
     WHERE ${IN_SCOPE} GROUP BY 1 ORDER BY 1`,
  );
  const overTime = periods.map(({ medianSeconds, p95Seconds, ...period }) => ({
    ...period,
    resolvable: resolvable(endOf(period['validFrom'] as Date, interval)),
    rollbackDurations: { count: period['rollbacks'], medianSeconds, p95Seconds },
  }));
  const models = await ask(
    `SELECT model, count(*)::int AS "modelVersions", ${SHARE} FROM registry_version WHERE ${IN_SCOPE}
     GROUP BY model ORDER BY count(*) DESC, model`,
  );
  const bad = await ask(`SELECT model, ${DURATION} FROM registry_rollback WHERE ${IN_SCOPE} GROUP BY model`);
  const byModel = models.map((row) => {
    const { model: _, ...own } = bad.find(({ model }) => model === row['model']) ?? {};
    return { ...row, rollbacks: { count: 0, medianSeconds: null, p95Seconds: null, ...own } };
  });
  return { ...versions, ...decided, ...checked, resolvable: resolvable(null), rollbacks, leadTime, overTime, byModel };
}
