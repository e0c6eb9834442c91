import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RowLoader } from '#platform/loading/loader.js';
import type { Run } from '../run/run.entity.js';
import { MAX_KEYS, MAX_POINTS, MAX_RUNS, MAX_SERIES_POINTS, type MetricSeriesArgs } from './metric-series.args.js';
import { type MetricSeriesRepository, seriesName } from './metric-series.repository.js';
import type { MetricSeries } from './metric-series.type.js';

/** What series are read from: the runs that there are, and their points. */
export interface SeriesSources {
  readonly series: MetricSeriesRepository;
  readonly loaders: { readonly runById: RowLoader<Run> };
}

/**
 * Metrics of several runs, run by run in the order of the keys, in one statement; a run without one of them, or that is
 * not there, has no points of it.
 * @throws {PedigraphError} BAD_USER_INPUT for more runs, keys or points than one answer holds.
 */
export async function metricSeries(
  args: MetricSeriesArgs,
  { series, loaders }: SeriesSources,
): Promise<MetricSeries[]> {
  refuseTooMuch(args);
  const { runs, points: limit, includeAfterEnd } = args;
  const keys = [...new Set(args.keys)];
  const found = await Promise.all(runs.map((run) => loaders.runById.load(run)));
  const runIds = [...new Set(found.flatMap((run) => run?.id ?? []))];
  const thinned = await series.thinned({ runIds, keys, limit, includeAfterEnd });
  return runs.flatMap((run, index) =>
    keys.map((key): MetricSeries => {
      const own = thinned.get(seriesName(run, key));
      return { run, of: found[index] ?? null, key, total: own?.total ?? 0, points: own?.points ?? [] };
    }),
  );
}

function refuseTooMuch({ runs, keys, points }: MetricSeriesArgs): void {
  const isOut = runs.length > MAX_RUNS || keys.length > MAX_KEYS || points < 4 || points > MAX_SERIES_POINTS;
  if (!isOut && runs.length * keys.length * points <= MAX_POINTS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_RUNS} runs, ${MAX_KEYS} keys, 4 to ${MAX_SERIES_POINTS} points, and runs times keys times points at most ${MAX_POINTS}, but got ${runs.length} runs, ${keys.length} keys and ${points} points.`,
    { maxRuns: MAX_RUNS, maxKeys: MAX_KEYS, maxPointsOfSeries: MAX_SERIES_POINTS, maxPoints: MAX_POINTS },
  );
}
