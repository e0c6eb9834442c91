import { preparedStatement } from '#platform/database/rows/prepared.js';
import { VALUE_IN_ORDER } from '#values/metric-order.js';
import type { Metric } from './metric.type.js';

/**
 * The order of the points of one key by which the first is the last value, as SQL. Backwards, as the primary key of
 * `metric_point` is read from its end.
 */
export const LAST_FIRST = `step DESC, timestamp DESC, ${VALUE_IN_ORDER('value')} DESC, arrival`;

/** SQL of the last value of a key among all points of a run, those after its end too. */
export function lastLoggedValue(run: string, key: string): string {
  const pointsOf = (table: string) =>
    `SELECT value, step, timestamp, arrival FROM ${table} WHERE run_id = ${run} AND key = ${key}`;
  const last = (table: string) => `(${pointsOf(table)} ORDER BY ${LAST_FIRST} LIMIT 1)`;
  return `(SELECT value FROM (${last('metric_point')} UNION ALL ${last('metric_point_after_end')}) both_logs
    ORDER BY ${LAST_FIRST} LIMIT 1)`;
}

/** SQL of whether a run has points of a key that came after its end. */
export function hasPointsAfterEnd(run: string, key: string): string {
  return `EXISTS (SELECT FROM metric_point_after_end WHERE run_id = ${run} AND key = ${key})`;
}

const INSERT =
  'INSERT INTO last_metric (run_id, key, value) SELECT m.* FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS m (run_id, key, value)';

/** The statement that inserts into `last_metric` the last value of each key of runs that end, by which runs are found. */
export function lastMetricInsertion(metrics: readonly (Pick<Metric, 'key' | 'value'> & { readonly runId: string })[]) {
  const columns = [
    metrics.map(({ runId }) => runId),
    metrics.map(({ key }) => key),
    metrics.map(({ value }) => `${value}`),
  ];
  return { ...preparedStatement(INSERT), values: columns };
}
