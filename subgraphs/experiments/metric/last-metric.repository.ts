import type { EntityManager } from 'typeorm';
import { preparedStatement } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import type { MetricAspect } from '#values/metric-aspect.js';
import { VALUE_IN_ORDER } from '#values/metric-order.js';
import type { Metric } from './metric.type.js';

/**
 * The order of the points of one key by which the first is the last value, as SQL. Backwards, as the primary key of
 * `metric_point` is read from its end.
 */
export const LAST_FIRST = `step DESC, timestamp DESC, ${VALUE_IN_ORDER('value')} DESC, arrival`;

/** SQL of the last value of a key among all points of a run, those after its end too. */
function lastLoggedValue(run: string, key: string, schema: string): string {
  const pointsOf = (table: string) =>
    `SELECT value, step, timestamp, arrival FROM ${schema}${table} WHERE run_id = ${run} AND key = ${key}`;
  const last = (table: string) => `(${pointsOf(table)} ORDER BY ${LAST_FIRST} LIMIT 1)`;
  return `(SELECT value FROM (${last('metric_point')} UNION ALL ${last('metric_point_after_end')}) both_logs
    ORDER BY ${LAST_FIRST} LIMIT 1)`;
}

/**
 * SQL of the lowest or the highest value of a key among all points of a run, those after its end too: NaN where none of
 * them is a number, NULL where there is none.
 */
function extremeLogged(run: string, key: string, schema: string, aspect: 'min' | 'max'): string {
  const pointsOf = (table: string) => `SELECT value FROM ${schema}${table} WHERE run_id = ${run} AND key = ${key}`;
  return `(SELECT CASE WHEN count(*) > 0 THEN coalesce(${aspect}(value) FILTER (WHERE value <> 'NaN'), 'NaN') END
    FROM (${pointsOf('metric_point')} UNION ALL ${pointsOf('metric_point_after_end')}) both_logs)`;
}

/** What of a metric is wanted as SQL: of which run and key, and the aliases of the end and the last value joined to it. */
interface MetricInSql {
  readonly run: string;
  readonly key: string;
  readonly end: string;
  readonly last: string;
  readonly aspect: MetricAspect;
  /** What stands before the names of tables: `experiments.`. @default nothing */
  readonly schema?: string;
}

const COLUMN_OF = { last: 'value', min: 'lowest', max: 'highest' } as const satisfies Record<MetricAspect, string>;

/**
 * SQL of a value of a metric, with what came after the end: of a run that has ended it is stored; of one that is open, or
 * has logged since, it is looked up among the points.
 */
export function metricValueSql({ run, key, end, last, aspect, schema = '' }: MetricInSql): string {
  const stored = `${last}.${COLUMN_OF[aspect]}`;
  const logged = aspect === 'last' ? lastLoggedValue(run, key, schema) : extremeLogged(run, key, schema, aspect);
  // What ended before extremes were stored has none.
  const isUnknown = aspect === 'last' ? '' : ` OR ${stored} IS NULL`;
  return `CASE WHEN ${end}.run_id IS NULL${isUnknown} OR ${hasPointsAfterEnd(run, key, schema)} THEN ${logged} ELSE ${stored} END`;
}

/** SQL of whether a run has points of a key that came after its end. */
function hasPointsAfterEnd(run: string, key: string, schema: string): string {
  return `EXISTS (SELECT FROM ${schema}metric_point_after_end WHERE run_id = ${run} AND key = ${key})`;
}

/** Which value of which metric. */
export interface WantedMetric {
  readonly key: string;
  readonly aspect: MetricAspect;
}

const valueOfWanted = (aspect: MetricAspect) =>
  metricValueSql({ run: 'r.id', key: 'k.key', end: 'e', last: 'l', aspect, schema: 'experiments.' });

/** One row a run: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const VALUES_OF_RUNS = `
  SELECT r.id, json_agg(CASE k.aspect WHEN 'last' THEN ${valueOfWanted('last')} WHEN 'min' THEN ${valueOfWanted('min')}
      ELSE ${valueOfWanted('max')} END ORDER BY k.place)
  FROM unnest($1::uuid[]) AS r (id)
  CROSS JOIN unnest($2::text[], $3::text[]) WITH ORDINALITY AS k (key, aspect, place)
  LEFT JOIN experiments.run_end e ON e.run_id = r.id
  LEFT JOIN experiments.last_metric l ON l.run_id = r.id AND l.key = k.key
  GROUP BY r.id`;

/** Reads of the `last_metric` table: the values of each key of runs that have ended, by which runs are found. */
export class LastMetricRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * A value of each of these metrics, with what came after the end, by the run's id: in the order of the metrics, what
   * JSON has no number for as a text, null where a run has none.
   */
  async valuesOf(
    runIds: readonly string[],
    metrics: readonly WantedMetric[],
  ): Promise<ReadonlyMap<string, readonly (number | string | null)[]>> {
    const rows = await readTexts(this.manager, VALUES_OF_RUNS, [
      runIds,
      metrics.map(({ key }) => key),
      metrics.map(({ aspect }) => aspect),
    ]);
    return new Map(rows.map((row) => [row.text(0)!, JSON.parse(row.text(1)!)]));
  }
}

const INSERT = `
  INSERT INTO last_metric (run_id, key, value, lowest, highest)
  SELECT m.* FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::float8[], $5::float8[]) AS m`;

/** A metric of a run that ends: its last value, and between what it moved. */
interface EndedMetric extends Pick<Metric, 'key' | 'value'> {
  readonly runId: string;
  readonly min: number;
  readonly max: number;
}

/** The statement that inserts into `last_metric` the values of each key of runs that end, by which runs are found. */
export function lastMetricInsertion(metrics: readonly EndedMetric[]) {
  const columns = [
    metrics.map(({ runId }) => runId),
    metrics.map(({ key }) => key),
    metrics.map(({ value }) => `${value}`),
    metrics.map(({ min }) => `${min}`),
    metrics.map(({ max }) => `${max}`),
  ];
  return { ...preparedStatement(INSERT), values: columns };
}
