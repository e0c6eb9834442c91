import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { sees } from '#platform/auth/rights.js';
import type { Page } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import { LoggedModel } from '../logged-model/logged-model.entity.js';
import { loggedModelTarget } from '../logged-model/require-logged-model.js';
import { MAX_POINTS } from '../metric-log/log-metrics.inputs.js';
import { Run } from '../run/run.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { logLoggedModelMetrics } from './log-logged-model-metrics.js';
import { LogLoggedModelMetricsPayload } from './log-logged-model-metrics.payload.js';
import type { LoggedModelMetricContext } from './logged-model-metric.context.js';
import { LogLoggedModelMetricsInput } from './logged-model-metric.inputs.js';
import { type LoggedModelPoint, MAX_LAST_METRICS } from './logged-model-metric.repository.js';
import { LoggedModelMetric } from './logged-model-metric.type.js';
import {
  LoggedModelMetricConnection,
  LoggedModelMetricHistoryArgs,
  loggedModelMetricHistory,
} from './logged-model-metric-history.js';

/** What was measured of logged models. */
@Resolver(() => LoggedModel)
export class LoggedModelMetricResolver {
  @Mutation(() => LogLoggedModelMetricsPayload, {
    description: `Adds values that were measured of a logged model, at most ${MAX_POINTS} a call, each on a dataset where it was on one; READY or not: nothing that is sealed changes. What is the same point is as with \`logMetrics\`, of one run and one dataset. Safe to send twice without an idempotency key.`,
  })
  @Needs(RULES.EVALUATE, loggedModelTarget)
  logLoggedModelMetrics(
    @Arg('input', () => LogLoggedModelMetricsInput, { description: 'The logged model and its points.' })
    input: LogLoggedModelMetricsInput,
    @Ctx() context: LoggedModelMetricContext,
  ): Promise<LogLoggedModelMetricsPayload> {
    return logLoggedModelMetrics(input, context);
  }

  @FieldResolver(() => [LoggedModelMetric], {
    description: `The last value of every metric, of each dataset by itself, by key and dataset: of the latest timestamp and there the largest step. At most ${MAX_LAST_METRICS}; \`metricHistory\` has all.`,
  })
  metrics(
    @Root() { id }: LoggedModel,
    @Ctx() { loaders }: LoggedModelMetricContext,
  ): Promise<readonly LoggedModelPoint[]> {
    return loaders.metricsByLoggedModel.load(id);
  }

  @FieldResolver(() => LoggedModelMetricConnection, {
    description: 'Every value, of one metric or of all, by key, step, timestamp and arrival.',
  })
  metricHistory(
    @Root() { id }: LoggedModel,
    @Args(() => LoggedModelMetricHistoryArgs) args: LoggedModelMetricHistoryArgs,
    @Ctx() { loggedModelMetrics }: LoggedModelMetricContext,
  ): Promise<Page<LoggedModelMetric>> {
    return loggedModelMetricHistory(id, args, loggedModelMetrics);
  }
}

/** Who measured a value, and on what. */
@Resolver(() => LoggedModelMetric)
export class MeasurementResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'The run that measured it.' })
  async run(@Root() { runId }: LoggedModelPoint, @Ctx() { loaders }: LoggedModelMetricContext): Promise<Run | null> {
    return runId === null ? null : loaders.runById.load(runId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the dataset is called on which it was measured; null where that was not given.',
  })
  datasetName(@Root() point: LoggedModelPoint, @Ctx() context: LoggedModelMetricContext): string | null {
    return isSeen(point, context) ? point.datasetName : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The digest of that dataset, as whoever named it has it.',
  })
  datasetDigest(@Root() point: LoggedModelPoint, @Ctx() context: LoggedModelMetricContext): string | null {
    return isSeen(point, context) ? point.datasetDigest : null;
  }

  @FieldResolver(() => DatasetVersionStub, {
    nullable: true,
    description: 'The dataset version on which it was measured, pinned; null where none was.',
  })
  dataset(@Root() point: LoggedModelPoint, @Ctx() context: LoggedModelMetricContext): DatasetVersionStub | null {
    return point.datasetPin !== null && isSeen(point, context) ? stubOf(point.datasetPin) : null;
  }
}

function isSeen({ datasetPin }: LoggedModelPoint, { caller }: LoggedModelMetricContext): boolean {
  return datasetPin === null || sees(caller.rights, datasetPin.ref);
}
