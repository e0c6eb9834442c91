import type { EntityManager } from 'typeorm';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { nextShare, spendUnits } from '#platform/turns/pace.js';
import { parseInTurns } from '#platform/turns/parse-in-turns.js';
import { asMetric, GATHERED, type GatheredPoint, type MetricOfRun } from '../metric/metric.repository.js';

/** Points of a metric of a run, and how many it has of it. */
export interface Series {
  readonly total: number;
  readonly points: readonly MetricOfRun[];
}

/** Which series, and about how many points each may have. */
export interface WantedSeries {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly limit: number;
  /** Whether what came after the end of a run counts. */
  readonly includeAfterEnd: boolean;
}

const POINTS = 'SELECT run_id, key, value, step, timestamp, false AS after_end, arrival FROM experiments.metric_point';
const POINTS_AFTER_END =
  'SELECT run_id, key, value, step, timestamp, true, arrival FROM experiments.metric_point_after_end';

/** One row a series: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const THINNED = (points: string) => `
  WITH numbered AS (
    SELECT run_id, key, value, step, timestamp, after_end, n, total, (n - 1) * $3::int / total AS stretch FROM (
      SELECT *, row_number() OVER (PARTITION BY run_id, key ORDER BY step, timestamp, after_end, arrival) AS n,
        count(*) OVER (PARTITION BY run_id, key) AS total
      FROM (${points}) logged WHERE run_id = ANY ($1::uuid[]) AND key = ANY ($2::text[])) points),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY run_id, key, stretch ORDER BY value, n) AS lowest,
      row_number() OVER (PARTITION BY run_id, key, stretch ORDER BY value = 'NaN', value DESC, n) AS highest
    FROM numbered)
  SELECT run_id, key, total, json_agg(json_build_array(${GATHERED}, after_end) ORDER BY n)::text FROM ranked
  WHERE total <= $4::int OR n = 1 OR n = total OR lowest = 1 OR highest = 1 GROUP BY run_id, key, total`;

const SEALED = THINNED(POINTS);
const ALL = THINNED(`${POINTS} UNION ALL ${POINTS_AFTER_END}`);

/** Reads of points by the thousand, thinned out. */
export class MetricSeriesRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * The points of these metrics of these runs, in one statement; of each the first, the last, and of each of equally
   * long stretches the lowest and the highest, so that no peak is lost; of NaN only where a stretch has nothing else.
   * @returns by `seriesName`
   */
  async thinned({ runIds, keys, limit, includeAfterEnd }: WantedSeries): Promise<ReadonlyMap<string, Series>> {
    const stretches = Math.max(1, Math.floor((limit - 2) / 2));
    const rows = await readTexts(this.manager, includeAfterEnd ? ALL : SEALED, [runIds, keys, stretches, limit]);
    const series = new Map<string, Series>();
    for (const row of rows) {
      const [runId, key] = [row.text(0)!, row.text(1)!];
      const gathered = (await parseInTurns(row.text(3)!)) as readonly (readonly [GatheredPoint, boolean])[];
      const points = gathered.map(([point, afterEnd]) => ({ ...asMetric(runId, point), afterEnd }));
      series.set(seriesName(runId, key), { total: Number(row.text(2)), points });
      if (spendUnits(2 * gathered.length)) await nextShare();
    }
    return series;
  }
}

/** What stands for the series of a run and a key. */
export function seriesName(runId: string, key: string): string {
  return `${runId.toLowerCase()} ${key}`;
}
