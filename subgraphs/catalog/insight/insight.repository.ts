import type { EntityManager } from 'typeorm';
import type { DurationInsight, InsightInterval, InsightOfModel, InsightPeriod, InsightScope } from './insight.type.js';

/** The scope as parameters $1 to $4; `model` and `at` are columns of the table at hand. */
const IN_SCOPE =
  "($1::text IS NULL OR model = $1) AND ($2::text IS NULL OR starts_with(model, $2 || '/')) AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)";
const DURATION = (seconds: string) =>
  `count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}) AS "medianSeconds",
   percentile_cont(0.95) WITHIN GROUP (ORDER BY ${seconds}) AS "p95Seconds"`;

/** How many versions, and which share of them can be rebuilt. */
export interface VersionCounts {
  readonly modelVersions: number;
  readonly reproducibleShare: number | null;
}

/** Reads of how a registry does. */
export class InsightRepository {
  constructor(private readonly manager: EntityManager) {}

  async versions(scope: InsightScope): Promise<VersionCounts> {
    const [row] = await this.manager.query<[VersionCounts]>(
      `SELECT count(*)::int AS "modelVersions", avg(reproducible::int)::float8 AS "reproducibleShare"
       FROM registry_version WHERE ${IN_SCOPE}`,
      parameters(scope),
    );
    return row;
  }

  async rollbacks(scope: InsightScope): Promise<DurationInsight> {
    const [row] = await this.manager.query<[DurationInsight]>(
      `SELECT ${DURATION('seconds')} FROM registry_rollback WHERE ${IN_SCOPE}`,
      parameters(scope),
    );
    return row;
  }

  /** From the end of the run, or from registration, to the first time as production; by when that was. */
  async leadTimes(scope: InsightScope): Promise<DurationInsight> {
    const [row] = await this.manager.query<[DurationInsight]>(
      `SELECT ${DURATION('greatest(0, extract(epoch FROM first.at - coalesce(r.at, v.at)))::float8')}
       FROM (SELECT model_version_id, min(at) AS at FROM registry_alias_move
             WHERE alias = 'production' AND ($1::text IS NULL OR model = $1) AND ($2::text IS NULL OR starts_with(model, $2 || '/'))
             GROUP BY model_version_id) first
       JOIN registry_version v ON v.id = first.model_version_id
       LEFT JOIN registry_run_end r ON r.run_id = v.run_id
       WHERE ($3::timestamptz IS NULL OR first.at >= $3) AND ($4::timestamptz IS NULL OR first.at < $4)`,
      parameters(scope),
    );
    return row;
  }

  /** Oldest first; a period in which nothing happened is left out. */
  overTime(scope: InsightScope, interval: InsightInterval, limit: number): Promise<InsightPeriod[]> {
    return this.manager.query(
      `SELECT * FROM (
         SELECT "from", sum(versions)::int AS "modelVersions",
                (sum(reproducible) / nullif(sum(versions), 0))::float8 AS "reproducibleShare", sum(rollbacks)::int AS rollbacks
         FROM (
           SELECT date_trunc($5, at) AS "from", 1 AS versions, reproducible::int::numeric AS reproducible, 0 AS rollbacks
           FROM registry_version WHERE ${IN_SCOPE}
           UNION ALL
           SELECT date_trunc($5, at), 0, 0, 1 FROM registry_rollback WHERE ${IN_SCOPE}) facts
         GROUP BY "from" ORDER BY "from" DESC LIMIT $6) newest
       ORDER BY "from"`,
      [...parameters(scope), interval.toLowerCase(), limit],
    );
  }

  /** The models with the most versions first. */
  async byModel(scope: InsightScope, limit: number): Promise<InsightOfModel[]> {
    const rows = await this.manager.query<(VersionCounts & DurationInsight & { model: string })[]>(
      `SELECT v.*, coalesce(r.count, 0) AS count, r."medianSeconds", r."p95Seconds" FROM (
         SELECT model, count(*)::int AS "modelVersions", avg(reproducible::int)::float8 AS "reproducibleShare"
         FROM registry_version WHERE ${IN_SCOPE} GROUP BY model ORDER BY count(*) DESC, model LIMIT $5) v
       LEFT JOIN (SELECT model, ${DURATION('seconds')} FROM registry_rollback WHERE ${IN_SCOPE} GROUP BY model) r USING (model)
       ORDER BY "modelVersions" DESC, model`,
      [...parameters(scope), limit],
    );
    return rows.map(({ model, modelVersions, reproducibleShare, ...rollbacks }) => ({
      model,
      modelVersions,
      reproducibleShare,
      rollbacks,
    }));
  }
}

function parameters({ model, namespace, since, until }: InsightScope): unknown[] {
  return [model, namespace, since, until];
}
