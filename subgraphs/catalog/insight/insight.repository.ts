import type { EntityManager } from 'typeorm';
import type { Caller } from '#platform/auth/caller.js';
import { overSeen } from '#platform/database/rows/over-seen.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { DAY_COUNTS, type DayCounts } from './day-counts.js';
import type { DurationStats, InsightInterval, InsightPeriod, ModelInsight, ResolvableCounts } from './insight.type.js';
import { MEASURES } from './insight-counts.repository.js';
import type { InsightQuestion } from './insight-question.js';
import { isInPart } from './insight-scope.js';
import type { InsightTime } from './insight-time.js';
import { REACH_COUNTS_SQL } from './reach-counts-sql.js';
import { SEEN_REGISTRY } from './seen-registry.js';

/** Durations are reported of the newest so many; how often something happened is counted whole. */
export const MAX_MEASURED = 1_000;
/** The most days of models that are put in order for a time; all time stands in order already. */
const MAX_MODEL_DAYS = 100_000;

/** What happened in a part of the registry. */
export interface InsightCounts {
  readonly modelVersions: number;
  readonly reproducibleShare: number | null;
  readonly rollbacks: number;
  readonly productions: number;
  readonly promotions: number;
  readonly refusals: number;
  readonly reachChecks: number;
}

/** How long something took; null where it never happened. */
export type DurationPercentiles = Pick<DurationStats, 'medianSeconds' | 'p95Seconds'>;

/** Reads of how a registry does, as far as a caller sees what is in it. */
export class InsightRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  async counts(question: InsightQuestion): Promise<InsightCounts> {
    const [row] = await this.read<InsightCounts>(
      `WITH happened AS (${happened(question)})
       SELECT coalesce(sum(versions), 0)::float8 AS "modelVersions", ${SHARE} AS "reproducibleShare",
              ${['rollbacks', 'productions', 'promotions', 'refusals'].map((count) => `coalesce(sum(${count}), 0)::float8 AS ${count}`).join(', ')},
              coalesce(sum(checks), 0)::float8 AS "reachChecks"
       FROM happened`,
      parameters(question),
    );
    return row!;
  }

  /** How long rollbacks, and how long ways to production took. */
  async durations({
    part,
    time: { all },
  }: InsightQuestion): Promise<readonly [DurationPercentiles, DurationPercentiles]> {
    const rows = await this.read<DurationPercentiles>(
      `SELECT newest.* FROM unnest($1::text[]) WITH ORDINALITY AS asked (measure, place) CROSS JOIN LATERAL (
         ${percentiles({ part: '$2', measure: 'asked.measure', from: '$3', to: '$4' })}) AS newest ORDER BY place`,
      [[MEASURES.rollback, MEASURES.leadTime], part, all.from, all.to],
    );
    return [rows[0]!, rows[1]!];
  }

  /** What the last checks say, by the end of the time. */
  async resolvable({ part, time: { all } }: InsightQuestion): Promise<ResolvableCounts> {
    const [row] = await this.read<ResolvableCounts>(
      `WITH looked AS (${looked(part, '$2')}) SELECT ${RESOLVABLE} FROM looked`,
      [part, all.to],
    );
    return row!;
  }

  /** Oldest first; a period in which nothing happened is left out. */
  async overTime(question: InsightQuestion, interval: InsightInterval, limit: number): Promise<InsightPeriod[]> {
    const { all } = question.time;
    const start = `newest."validFrom" AT TIME ZONE 'UTC'`;
    const end = `(newest."validFrom" + ('1 ' || $6)::interval) AT TIME ZONE 'UTC'`;
    const rows = await this.read<PeriodRow>(
      `WITH happened AS (${happened(question)}), looked AS MATERIALIZED (${looked(question.part, '$9')})
       SELECT ${start} AS "validFrom", "modelVersions", "reproducibleShare", rollbacks, promotions, refusals,
              "reachChecks", last_checks.*, took.* FROM (
         SELECT date_trunc($6, day::timestamp) AS "validFrom", sum(versions)::float8 AS "modelVersions",
                ${SHARE} AS "reproducibleShare", sum(rollbacks)::int AS rollbacks,
                sum(promotions)::float8 AS promotions, sum(refusals)::float8 AS refusals, sum(checks)::float8 AS "reachChecks"
         FROM happened GROUP BY 1 HAVING sum(versions) + sum(rollbacks) + sum(promotions) + sum(refusals) + sum(checks) > 0
         ORDER BY 1 DESC LIMIT $7) AS newest
       CROSS JOIN LATERAL (${percentiles({
         part: '$1',
         measure: `'${MEASURES.rollback}'`,
         from: `greatest(${start}, $8::timestamptz)`,
         to: `least(${end}, $9::timestamptz)`,
       })}) AS took
       CROSS JOIN LATERAL (
         SELECT ${RESOLVABLE} FROM looked WHERE day < (newest."validFrom" + ('1 ' || $6)::interval)::date) AS last_checks
       ORDER BY newest."validFrom"`,
      [...parameters(question), interval.toLowerCase(), limit, all.from, all.to],
    );
    return rows.map(({ medianSeconds, p95Seconds, yes, no, unknown, share, ...row }) => ({
      ...row,
      resolvable: { yes, no, unknown, share },
      rollbackDurations: { count: row.rollbacks, medianSeconds, p95Seconds },
    }));
  }

  /**
   * The models with the most versions first.
   * @throws {PedigraphError} BAD_USER_INPUT where a time has more days of models than can be put in order.
   */
  async byModel(question: InsightQuestion, limit: number): Promise<ModelInsight[]> {
    const isAllTime = question.time.all.from === '-infinity' && question.time.all.to === 'infinity';
    const ranked = isAllTime
      ? await this.rankedOfAllTime(question.part, limit)
      : await this.rankedWithin(question, limit);
    const rollbacks = await this.rollbacksOf(
      ranked.map(({ model }) => model),
      question.time,
    );
    return ranked.map((row, index) => ({ ...row, rollbacks: rollbacks[index]! }));
  }

  private rankedOfAllTime(part: string, limit: number): Promise<RankedModel[]> {
    return this.read(
      `SELECT model, versions AS "modelVersions", reproducible::float8 / versions AS "reproducibleShare"
       FROM registry_rank WHERE part = $1 ORDER BY registry_rank.versions DESC, model LIMIT $2`,
      [part, limit],
    );
  }

  private async rankedWithin(question: InsightQuestion, limit: number): Promise<RankedModel[]> {
    const { part } = question;
    const rows = await this.read<RankedModel & { read: number }>(
      `WITH happened AS MATERIALIZED (
         (SELECT part AS model, versions, reproducible FROM registry_day
          WHERE right(part, 1) <> ALL (ARRAY['', '/']) AND versions > 0 AND ${isInPart(part, { model: 'part', key: '$1' })}
            AND day >= ${dayOf('$2')} AND day < ${dayOf('$3')} LIMIT ${MAX_MODEL_DAYS + 1})
         UNION ALL ${versionsAtEdges(part, 'model, 1, reproducible::int')})
       SELECT model, sum(versions)::float8 AS "modelVersions", ${SHARE} AS "reproducibleShare",
              (SELECT count(*) FROM happened)::int AS read
       FROM happened GROUP BY model ORDER BY sum(versions) DESC, model LIMIT $6`,
      [...parameters(question), limit],
    );
    if ((rows[0]?.read ?? 0) > MAX_MODEL_DAYS) {
      throw new PedigraphError(
        'BAD_USER_INPUT',
        `Expected a time in which models have at most ${MAX_MODEL_DAYS} days with new versions, for byModel to put them in order, but there are more: name a namespace or a shorter time, or leave since and until out.`,
        { max: MAX_MODEL_DAYS },
      );
    }
    return rows.map(({ read: _, ...row }) => row);
  }

  /**
   * Model by model, in the order of the models. Rollbacks of one model are few, and stand side by side in an index; of its
   * days there may be very many, each on another page.
   */
  private rollbacksOf(models: readonly string[], { all }: InsightTime): Promise<DurationStats[]> {
    return this.read(
      `SELECT counted.count, newest.* FROM unnest($1::text[]) WITH ORDINALITY AS asked (model, place)
       CROSS JOIN LATERAL (SELECT count(*)::float8 AS count FROM registry_duration
         WHERE part = asked.model AND measure = '${MEASURES.rollback}'
           AND at >= $2::timestamptz AND at < $3::timestamptz) AS counted
       CROSS JOIN LATERAL (
         ${percentiles({ part: 'asked.model', measure: `'${MEASURES.rollback}'`, from: '$2', to: '$3' })}) AS newest
       ORDER BY place`,
      [models, all.from, all.to],
    );
  }

  private read<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const statement = overSeen({ text, values }, this.caller.rights, SEEN_REGISTRY);
    return this.manager.query(statement.text, statement.values);
  }
}

type RankedModel = Omit<ModelInsight, 'rollbacks'>;
type PeriodRow = Omit<InsightPeriod, 'rollbackDurations' | 'resolvable'> & DurationPercentiles & ResolvableCounts;

const SHARE = 'sum(reproducible)::float8 / nullif(sum(versions), 0)';
const RESOLVABLE = `coalesce(sum(reachable), 0)::float8 AS yes, coalesce(sum(gone), 0)::float8 AS no,
  coalesce(sum(unanswered), 0)::float8 AS unknown,
  sum(reachable)::float8 / nullif(sum(reachable) + sum(gone) + sum(unanswered), 0) AS share`;

/** Rows of a day and what happened on it; parameters $1 to $5 are those of `parameters`. */
function happened({ part }: InsightQuestion): string {
  return `
    SELECT day, ${DAY_COUNTS.join(', ')} FROM registry_day
    WHERE part = $1 AND day >= ${dayOf('$2')} AND day < ${dayOf('$3')}
    UNION ALL ${versionsAtEdges(part, `${dayOf('at')}, ${countsOf({ versions: '1', reproducible: 'reproducible::int' })}`)}
    UNION ALL
    SELECT ${dayOf('at')}, ${countsOf({ rollbacks: `(measure = '${MEASURES.rollback}')::int`, productions: `(measure = '${MEASURES.leadTime}')::int` })}
    FROM ${EDGES} CROSS JOIN LATERAL (
      SELECT at, measure FROM registry_duration
      WHERE part = $1 AND measure IN ('${MEASURES.rollback}', '${MEASURES.leadTime}') AND at >= lo AND at < hi OFFSET 0) AS d
    UNION ALL
    SELECT ${dayOf('at')}, ${countsOf({ promotions: `(verdict = 'PROMOTED')::int`, refusals: `(verdict = 'REFUSED')::int` })}
    FROM ${EDGES} CROSS JOIN LATERAL (
      SELECT at, verdict FROM registry_promotion
      WHERE at >= lo AND at < hi AND ${isInPart(part, { model: 'model', key: '$1' })} OFFSET 0) AS p
    UNION ALL
    SELECT ${dayOf('at')}, ${countsOf({ checks: '1' })}
    FROM ${EDGES} CROSS JOIN LATERAL (
      SELECT at FROM registry_reach_check
      WHERE at >= lo AND at < hi AND ${isInPart(part, { model: 'model', key: '$1' })} OFFSET 0) AS c`;
}

/** The SQL of the counts of a row, in their order; those that are not given are none. */
function countsOf(counts: Partial<Record<keyof DayCounts, string>>): string {
  return DAY_COUNTS.map((count) => counts[count] ?? '0').join(', ');
}

/**
 * By how much each day changed what the last checks say, from the first one to a moment: added up, that is what they say.
 * @param end the parameter of that moment; $1 is the part
 */
function looked(part: string, end: string): string {
  return `
    SELECT day, reachable, gone, unanswered FROM registry_day WHERE part = $1 AND checks > 0 AND day < ${dayOf(end)}
    UNION ALL
    SELECT ${dayOf('at')}, reachable, gone, unanswered FROM (
      SELECT at, ${REACH_COUNTS_SQL} FROM registry_reach_check
      WHERE at >= ${dayOf(end)}::timestamp AT TIME ZONE 'UTC' AND at < ${end}::timestamptz
        AND ${isInPart(part, { model: 'model', key: '$1' })} OFFSET 0) AS last_day`;
}

/** The ends of the time that are no whole days. */
const EDGES = 'unnest($4::timestamptz[], $5::timestamptz[]) AS edge (lo, hi)';

/** Versions of days that the time has not whole. */
function versionsAtEdges(part: string, columns: string): string {
  return `
    SELECT ${columns} FROM ${EDGES} CROSS JOIN LATERAL (
      SELECT model, at, reproducible FROM registry_version
      WHERE at >= lo AND at < hi AND ${isInPart(part, { model: 'model', key: '$1' })} OFFSET 0) AS v`;
}

function parameters({ part, time: { whole, edges } }: InsightQuestion): unknown[] {
  return [part, whole.from, whole.to, edges.map(({ from }) => from), edges.map(({ to }) => to)];
}

function dayOf(moment: string): string {
  return `(${moment}::timestamptz AT TIME ZONE 'UTC')::date`;
}

/** The SQL of the percentiles of a measure's newest; the four are expressions of ours. */
function percentiles(of: Readonly<Record<'part' | 'measure' | 'from' | 'to', string>>): string {
  return `
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS "medianSeconds",
           percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS "p95Seconds"
    FROM (SELECT seconds FROM registry_duration WHERE part = ${of.part} AND measure = ${of.measure}
            AND at >= ${of.from}::timestamptz AND at < ${of.to}::timestamptz
          ORDER BY at DESC, id DESC LIMIT ${MAX_MEASURED}) AS measured`;
}
