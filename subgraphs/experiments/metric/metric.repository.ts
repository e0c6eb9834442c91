import type { EntityManager } from 'typeorm';
import type { Statement } from '#platform/database/driver/run-transaction.js';
import { prepared, preparedStatement } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import { LAST_FIRST } from './last-metric.repository.js';
import type { Metric } from './metric.type.js';
import type { PointPlace } from './metric-cursor.js';
import { momentText } from './moment-text.js';
import type { StoredPoint } from './stored-points.js';

/** A metric and the run it is of. */
export type MetricOfRun = Metric & { readonly runId: string };

/** A point with its place in the history of its key. */
export type PointOfHistory = MetricOfRun & PointPlace;

/** The last value of a metric; of a run that has ended without its time, which its manifest does not say. */
export type LastMetric = Omit<MetricOfRun, 'timestamp'> & { readonly timestamp?: Date };

/** Between what a metric of a run moved. */
export interface MetricExtremes {
  readonly key: string;
  readonly min: number;
  readonly max: number;
}

const COLUMNS = 'run_id AS "runId", key, value, step::float8 AS step, timestamp';

/** Key, value (what JSON has no number for is a text), step, and milliseconds of the epoch. */
export type GatheredPoint = readonly [string, number | string, number, number];
/** SQL of a `GatheredPoint`. */
export const GATHERED = `json_build_array(key, value, step, (date_part('epoch', timestamp) * 1000)::bigint)`;

/**
 * One row a run: the driver takes longer over many small rows than PostgreSQL over gathering them. Backwards, which is
 * the order of the primary key read from its end; only the points of one moment are left to be sorted.
 */
const LAST_OF_RUNS = (table: PointTable) => `
  SELECT r.run_id,
    (SELECT coalesce(json_agg(${GATHERED}), '[]')
     FROM (SELECT DISTINCT ON (key) key, value, step, timestamp FROM experiments.${table}
           WHERE run_id = r.run_id
           ORDER BY key DESC, ${LAST_FIRST}) p)
  FROM unnest($1::uuid[]) AS r (run_id)`;

/** Where the points of runs stand: those of open and sealed runs, or those that came after the end. */
export type PointTable = 'metric_point' | 'metric_point_after_end';

/** Reads and writes of the `metric_point` table: plain rows, since a run may have a million of them. */
export class MetricRepository {
  private readonly afterEnd: boolean;

  constructor(
    private readonly manager: EntityManager,
    private readonly table: PointTable = 'metric_point',
  ) {
    this.afterEnd = table === 'metric_point_after_end';
  }

  /** Of each of these runs the last point of every key, as `isLater` has it; by key. */
  async lastOfRuns(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly MetricOfRun[]>> {
    const rows = await readTexts(this.manager, LAST_OF_RUNS(this.table), [runIds]);
    const metricsOf = (runId: string, points: readonly GatheredPoint[]) =>
      points.map((point) => ({ ...asMetric(runId, point), afterEnd: this.afterEnd })).sort(byKey);
    const read = (runId: string, json: string) => [runId, metricsOf(runId, JSON.parse(json))] as const;
    return new Map(rows.map((row) => read(row.text(0)!, row.text(1)!)));
  }

  async lastOfRun(runId: string): Promise<readonly MetricOfRun[]> {
    return (await this.lastOfRuns([runId])).get(runId) ?? [];
  }

  /** The lowest and the highest value of every key of a run; of what was never a number there is none. */
  extremesOfRun(runId: string): Promise<MetricExtremes[]> {
    return prepared<MetricExtremes>(
      this.manager,
      `SELECT key, min(value) AS min, max(value) AS max FROM metric_point
       WHERE run_id = $1 AND value <> 'NaN' GROUP BY key`,
      [runId],
    );
  }

  /** The points of a key behind a place, in their order, `limit` at most. */
  async history(runId: string, key: string, after: PointPlace | null, limit: number): Promise<PointOfHistory[]> {
    const arrival = arrivalBehind(after, this.afterEnd);
    const rows = await prepared<MetricOfRun & { readonly arrival: string }>(
      this.manager,
      `SELECT ${COLUMNS}, arrival::text AS arrival FROM ${this.table}
       WHERE run_id = $1 AND key = $2 AND step >= $3::bigint
         AND (step, timestamp, arrival) > ($3::bigint, $4::timestamptz, $5::bigint)
       ORDER BY step, timestamp, ${this.table}.arrival LIMIT $6`,
      [runId, key, after?.step ?? Number.MIN_SAFE_INTEGER, after?.timestamp ?? '-infinity', arrival, limit],
    );
    return rows.map((row) => ({ ...row, afterEnd: this.afterEnd }));
  }

  /** How many points of a key a run has, counted up to `MAX_COUNTED`. */
  async countOf(runId: string, key: string): Promise<number> {
    const [row] = await prepared<{ count: number }>(
      this.manager,
      `SELECT count(*)::int AS count
       FROM (SELECT FROM ${this.table} WHERE run_id = $1 AND key = $2 LIMIT ${MAX_COUNTED}) AS counted`,
      [runId, key],
    );
    return row!.count;
  }

  /** Whether a run has these points, and no others. */
  async areAllOf(runId: string, points: readonly StoredPoint[]): Promise<boolean> {
    const [row] = await this.manager.query<[{ stored: number; given: number }]>(
      `SELECT (SELECT count(*)::int FROM metric_point WHERE run_id = $1) AS stored,
              (SELECT count(*)::int FROM ${POINTS} WHERE EXISTS (
                 SELECT FROM metric_point m WHERE m.run_id = $1 AND m.key = p.key AND m.step = p.step
                   AND m.value = p.value AND (m.timestamp = p.timestamp OR NOT p.is_timed))) AS given`,
      [runId, ...columnsOf(points)],
    );
    return row.stored === points.length && row.given === points.length;
  }

  /** Adds points in one statement, and returns those that were not there. */
  async insert(runId: string, points: readonly StoredPoint[]): Promise<Metric[]> {
    const others = this.afterEnd ? NOT_SEALED : '';
    const text = `${INSERT(this.table)} ${others} ON CONFLICT DO NOTHING RETURNING key, step::float8 AS step, timestamp, value`;
    return prepared<Metric>(this.manager, text, [runId, ...columnsOf(points)]);
  }

  /**
   * The statement that adds points which are new, at half the cost: PostgreSQL does not look for each before it adds it.
   * It fails with what `isTaken` knows where one is there already.
   */
  insertion(logs: readonly PointsOfRun[]): Statement {
    const points = logs.flatMap((log) => log.points);
    const runs = logs.map(({ runId }) => runId);
    const places = `{${logs.flatMap((log, index) => log.points.map(() => index + 1)).join(',')}}`;
    return { ...preparedStatement(INSERT_NEW(this.table)), values: [runs, ...columnsOf(points), places] };
  }
}

/** Points of a run to add. */
export interface PointsOfRun {
  readonly runId: string;
  readonly points: readonly StoredPoint[];
}

const POINTS = `unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::float8[], $6::boolean[])
  AS p (key, step, timestamp, value, is_timed)`;

const INSERT = (table: PointTable) =>
  `INSERT INTO ${table} (run_id, key, step, timestamp, value, is_timed) SELECT $1, p.* FROM ${POINTS}`;

/** Of several runs: `$7` says whose each point is, by its place in `$1`. */
const INSERT_NEW = (table: PointTable) => `
  INSERT INTO ${table} (run_id, key, step, timestamp, value, is_timed)
  SELECT ($1::uuid[])[p.run], p.key, p.step, p.timestamp, p.value, p.is_timed
  FROM unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::float8[], $6::boolean[], $7::integer[])
    AS p (key, step, timestamp, value, is_timed, run)`;

/** That a point is none of those that are sealed. */
const NOT_SEALED = `WHERE NOT EXISTS (
  SELECT FROM metric_point m WHERE m.run_id = $1 AND m.key = p.key AND m.step = p.step AND m.value = p.value
    AND (m.timestamp = p.timestamp OR NOT (p.is_timed OR m.is_timed)))`;

/** Arrays as PostgreSQL reads them: the driver writes each number and each moment as a text in quotes. */
function columnsOf(points: readonly StoredPoint[]): unknown[] {
  return [
    points.map(({ key }) => key),
    `{${points.map(({ step }) => step).join(',')}}`,
    `{${points.map(({ timestamp }) => `"${momentText(timestamp)}"`).join(',')}}`,
    `{${points.map(({ value }) => value).join(',')}}`,
    `{${points.map(({ isTimed }) => isTimed).join(',')}}`,
  ];
}

/**
 * Behind which arrival the points of the moment of a place stand: of one moment those that came after the end are behind
 * all others.
 */
function arrivalBehind(place: PointPlace | null, afterEnd: boolean): string {
  if (place === null || place.afterEnd === afterEnd) return place?.arrival ?? '0';
  return place.afterEnd ? LAST_ARRIVAL : '0';
}

/** The greatest bigint. */
const LAST_ARRIVAL = '9223372036854775807';

/** The point that was gathered. */
export function asMetric(runId: string, [key, value, step, ms]: GatheredPoint): MetricOfRun {
  return { runId, key, value: Number(value), step, timestamp: new Date(ms) };
}

/** As a sealed run has them, whatever the collation of the database. */
function byKey(a: Metric, b: Metric): number {
  return a.key < b.key ? -1 : 1;
}
