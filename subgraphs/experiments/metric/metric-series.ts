import { Field, ID, ObjectType } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { SafeInt } from '#platform/scalars/scalars.js';
import type { MetricRepository } from './metric.repository.js';
import { Metric } from './metric.type.js';

/** The most runs in one answer. */
export const MAX_RUNS = 50;
/** The most points of one series. */
export const MAX_SERIES_POINTS = 2_000;

/** One metric of one run, thinned out to be drawn. */
@ObjectType({ description: 'One metric of one run, thinned out to be drawn.', simpleResolvers: true })
export class MetricSeries {
  @Field(() => ID, { description: 'The run.' })
  run: string;

  @Field(() => SafeInt, { description: 'How many points the run has of it.' })
  total: number;

  @Field(() => [Metric], {
    description: 'By step: the first and the last point, and of each stretch between them the lowest and the highest.',
  })
  points: readonly Metric[];
}

/** Which series, and how many points each may have. */
export interface SeriesRequest {
  readonly runs: readonly string[];
  readonly key: string;
  readonly points: number;
}

/** What series are read from: the runs that there are, and their points. */
export interface SeriesSources {
  readonly metrics: MetricRepository;
  readonly loaders: { readonly runById: RowLoader<{ readonly id: string }> };
}

/**
 * One metric of several runs, in the order of the runs; a run without it, or that is not there, has no points.
 * @throws {PedigraphError} BAD_USER_INPUT for more runs or points than one answer holds.
 */
export async function metricSeries(request: SeriesRequest, { metrics, loaders }: SeriesSources) {
  const { runs, key, points } = request;
  if (runs.length > MAX_RUNS || points < 4 || points > MAX_SERIES_POINTS) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected at most ${MAX_RUNS} runs and 4 to ${MAX_SERIES_POINTS} points, but got ${runs.length} runs and ${points} points.`,
      { maxRuns: MAX_RUNS, maxPoints: MAX_SERIES_POINTS },
    );
  }
  const found = (await Promise.all(runs.map((run) => loaders.runById.load(run)))).flatMap((run) => run?.id ?? []);
  const series = await metrics.thinned(found, key, points);
  return runs.map((run): MetricSeries => {
    const own = series.get(run.toLowerCase());
    return { run, total: own?.total ?? 0, points: own?.points ?? [] };
  });
}
