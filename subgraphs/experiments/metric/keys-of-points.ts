import type { PointTable } from './metric.repository.js';

/**
 * SQL of the keys of which a run has points, each once, as a table with the column `key`: from one key to the next in the
 * index, for a run may have a million points of one.
 * @param run SQL of the id of the run, which is of a table before it
 */
export function keysOfPoints(table: PointTable, run: string): string {
  return `LATERAL (
    WITH RECURSIVE one (key) AS (
      (SELECT key FROM experiments.${table} WHERE run_id = ${run} ORDER BY key LIMIT 1)
      UNION ALL
      SELECT (SELECT key FROM experiments.${table} WHERE run_id = ${run} AND key > one.key ORDER BY key LIMIT 1)
      FROM one WHERE one.key IS NOT NULL)
    SELECT key FROM one WHERE key IS NOT NULL)`;
}
