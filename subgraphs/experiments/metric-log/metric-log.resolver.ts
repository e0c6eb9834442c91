import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import type { Page } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import type { LastMetric } from '../metric/metric.repository.js';
import { Metric } from '../metric/metric.type.js';
import { MetricConnection, MetricHistoryArgs, metricHistory } from '../metric/metric-history.js';
import { runTarget } from '../run/require-run.js';
import { Run } from '../run/run.entity.js';
import { LogMetricsInput, MAX_POINTS } from './log-metrics.inputs.js';
import { logMetrics } from './log-metrics.js';
import { LogMetricsPayload } from './log-metrics.payload.js';
import type { MetricLogContext } from './metric-log.context.js';

/** The metrics that runs log. */
@Resolver(() => Run)
export class MetricLogResolver {
  @Mutation(() => LogMetricsPayload, {
    description: `Adds measured values to an open run, at most ${MAX_POINTS} a call. Points of the same key, step, timestamp and value are the same point, which is stored once; of points without a timestamp those of the same key, step and value are, whenever they come. So the same call again adds nothing. All other points are kept, also values of one step and moment. Safe to send twice without an idempotency key.`,
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  logMetrics(
    @Arg('input', () => LogMetricsInput, { description: 'The run and its points.' }) input: LogMetricsInput,
    @Ctx() context: MetricLogContext,
  ): Promise<LogMetricsPayload> {
    return logMetrics(input, context);
  }

  @FieldResolver(() => [Metric], {
    description:
      'The last value of every metric, by key: of the largest step, of its latest timestamp, the largest value (where NaN counts as 0), as MLflow has it.',
  })
  metrics(
    @Root() run: Run,
    @Arg('includeAfterEnd', () => Boolean, {
      defaultValue: false,
      description: 'Also what came after the end of the run: of each metric the last of all values.',
    })
    includeAfterEnd: boolean,
    @Ctx() { loaders }: MetricLogContext,
  ): Promise<readonly LastMetric[]> {
    return includeAfterEnd ? loaders.allMetricsByRun.load(run.id) : loaders.metricsByRun.load(run.id);
  }

  @FieldResolver(() => [Metric], {
    description: 'The last value of every metric that came after the end of the run, which no digest covers; by key.',
  })
  metricsAfterEnd(@Root() run: Run, @Ctx() { loaders }: MetricLogContext): Promise<readonly LastMetric[]> {
    return loaders.metricsAfterEndByRun.load(run.id);
  }

  @FieldResolver(() => MetricConnection, {
    description:
      'Every value of one metric, by step and timestamp; those of one moment in the order in which they arrived.',
  })
  metricHistory(
    @Root() run: Run,
    @Args(() => MetricHistoryArgs) args: MetricHistoryArgs,
    @Ctx() context: MetricLogContext,
  ): Promise<Page<Metric>> {
    return metricHistory(run.id, args, context);
  }
}

/** When a metric was measured, of its run and of its end. */
@Resolver(() => Metric)
export class MetricStateResolver {
  @FieldResolver()
  async timestamp(@Root() metric: LastMetric, @Ctx() { loaders }: MetricLogContext): Promise<Date> {
    if (metric.timestamp !== undefined) return metric.timestamp;
    const points = await loaders.lastPointsByRun.load(metric.runId);
    return points.find(({ key }) => key === metric.key)!.timestamp;
  }

  @FieldResolver()
  afterEnd(@Root() { afterEnd = false }: LastMetric): boolean {
    return afterEnd;
  }
}
