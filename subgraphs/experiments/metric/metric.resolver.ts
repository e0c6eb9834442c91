import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { DateTime, MetricValue, SafeInt } from '#platform/scalars/scalars.js';
import { MetricInput } from '#values/metric.input.js';
import type { ExperimentsContext } from '../context.js';
import { Run } from '../run/run.entity.js';
import { LogPayload } from '../run/run.inputs.js';
import { logMetrics, MAX_POINTS } from './log-metrics.js';
import type { LastMetric } from './metric.repository.js';
import { Metric } from './metric.type.js';
import { MAX_RUNS, MAX_SERIES_POINTS, MetricSeries, metricSeries } from './metric-series.js';

/** The metrics of a run. */
@Resolver(() => Run)
export class MetricResolver {
  @Mutation(() => LogPayload, {
    description: `Adds measured values to an open run, at most ${MAX_POINTS} a call. Points of the same key, step, timestamp and value are the same point, which is stored once; of points without a timestamp those of the same key, step and value are, whenever they come. So the same call again adds nothing. All other points are kept, also values of one step and moment.`,
  })
  logMetrics(
    @Arg('run', () => ID, { description: 'The run.' }) run: string,
    @Arg('metrics', () => [MetricInput], { description: 'The points.' }) metrics: MetricInput[],
    @Ctx() context: ExperimentsContext,
  ): Promise<LogPayload> {
    return logMetrics(run, metrics, context);
  }

  @Query(() => [MetricSeries], {
    description: 'One metric of several runs side by side, thinned out by the server so that it can be drawn.',
  })
  metricSeries(
    @Arg('runs', () => [ID], { description: `The runs, at most ${MAX_RUNS}.` }) runs: string[],
    @Arg('key', () => String, { description: 'The metric.' }) key: string,
    @Arg('points', () => Int, {
      defaultValue: 200,
      description: `How many points of each run at most: 4 to ${MAX_SERIES_POINTS}.`,
    })
    points: number,
    @Ctx() context: ExperimentsContext,
  ): Promise<MetricSeries[]> {
    return metricSeries({ runs, key, points }, context);
  }

  @FieldResolver(() => [Metric], {
    description:
      'The last value of every metric, by key: of the largest step, of its latest timestamp, the largest value (where NaN counts as 0), as MLflow has it.',
  })
  metrics(@Root() run: Run, @Ctx() { loaders }: ExperimentsContext): Promise<readonly LastMetric[]> {
    return loaders.metricsByRun.load(run.id);
  }

  @FieldResolver(() => [Metric], {
    description:
      'Every value of one metric, by step and timestamp; those of one moment in the order in which they arrived.',
  })
  metricHistory(
    @Root() run: Run,
    @Arg('key', () => String, { description: 'The metric.' }) key: string,
    @Arg('first', () => Int, { defaultValue: MAX_POINTS, description: `How many points: 1 to ${MAX_POINTS}.` })
    first: number,
    @Arg('afterStep', () => SafeInt, { nullable: true, description: 'Continue behind the point with this step …' })
    step: number | null,
    @Arg('afterTimestamp', () => DateTime, { nullable: true, description: '… and this timestamp …' })
    timestamp: Date | null,
    @Arg('afterValue', () => MetricValue, {
      nullable: true,
      description: '… and this value; left out: behind all values of that moment.',
    })
    value: number | null,
    @Ctx() { metrics }: ExperimentsContext,
  ): Promise<Metric[]> {
    refuseOutOfRange(first);
    const after = step == null ? null : { step, timestamp: timestamp ?? LAST_MOMENT, value: value ?? null };
    return metrics.history(run.id, key, after, first);
  }
}

/** When a metric was measured. */
@Resolver(() => Metric)
export class MetricTimeResolver {
  @FieldResolver()
  async timestamp(@Root() metric: LastMetric, @Ctx() { loaders }: ExperimentsContext): Promise<Date> {
    if (metric.timestamp !== undefined) return metric.timestamp;
    const points = await loaders.lastPointsByRun.load(metric.runId);
    return points.find(({ key }) => key === metric.key)!.timestamp;
  }
}

/** Behind every timestamp of a step, where none is given. */
const LAST_MOMENT = new Date('9999-12-31T23:59:59.999Z');

function refuseOutOfRange(first: number): void {
  if (first >= 1 && first <= MAX_POINTS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `first must be 1 to ${MAX_POINTS}, but is ${first}; ask for more with afterStep, afterTimestamp and afterValue.`,
    { max: MAX_POINTS },
  );
}
