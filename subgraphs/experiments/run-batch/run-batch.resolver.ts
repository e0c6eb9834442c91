import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { MAX_POINTS } from '../metric-log/log-metrics.inputs.js';
import { runTarget } from '../run/require-run.js';
import { Run } from '../run/run.entity.js';
import { LogBatchInput } from './log-batch.inputs.js';
import { logBatch } from './log-batch.js';
import { LogBatchPayload } from './log-batch.payload.js';
import type { RunBatchContext } from './run-batch.context.js';

/** Everything that a run logs, at once. */
@Resolver(() => Run)
export class RunBatchResolver {
  @Mutation(() => LogBatchPayload, {
    description: `Adds measured values, at most ${MAX_POINTS}, parameters and tags to a run, all or none. Points and parameters are as with \`logMetrics\` and \`logParameters\`, tags as with \`setRunTags\`; a point that names a logged model is of that, too, as with \`logLoggedModelMetrics\`. Where the run has ended and the call says \`afterEnd\`, its points and parameters are stored beside what is sealed: no digest changes, they are marked \`afterEnd\`, and are read where a field is asked for them. A run that is archived takes nothing, unless the call says \`whileArchived\`. Safe to send twice without an idempotency key as long as nobody sets the same tags in between.`,
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  logBatch(
    @Arg('input', () => LogBatchInput, { description: 'The run, and what it logs.' }) input: LogBatchInput,
    @Ctx() context: RunBatchContext,
  ): Promise<LogBatchPayload> {
    return logBatch(input, context);
  }
}
