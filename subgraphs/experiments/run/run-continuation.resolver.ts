import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { INITIAL_RUN_STATUS } from '#values/run-status.js';
import { runTarget } from './require-run.js';
import { ResumeRunInput } from './resume-run.inputs.js';
import { resumeRun } from './resume-run.js';
import type { RunContext } from './run.context.js';
import { Run } from './run.entity.js';
import { ResumeRunPayload } from './run.payloads.js';
import { RunContinuationState } from './run-continuation.type.js';

/** What became of a run after its end. */
@Resolver(() => Run)
export class RunContinuationResolver {
  @Mutation(() => ResumeRunPayload, {
    description:
      'Notes that a run which has ended goes on, as other tools have it; an open run, or one that goes on already, stays as it is. What is sealed stays so: what it logs from here on comes by `logBatch` with `afterEnd`, and `finishRun` notes its later end. Safe to send twice without an idempotency key as long as nobody ends it in between.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  resumeRun(
    @Arg('input', () => ResumeRunInput, { description: 'The run.' }) input: ResumeRunInput,
    @Ctx() context: RunContext,
  ): Promise<ResumeRunPayload> {
    return resumeRun(input, context);
  }

  @FieldResolver(() => RunContinuationState, {
    nullable: true,
    description:
      'How it went on after its end, the last time it did; null where it never did. To other tools this is its status and its end.',
  })
  async continuation(@Root() { id }: Run, @Ctx() { loaders }: RunContext): Promise<RunContinuationState | null> {
    const last = await loaders.continuationByRun.load(id);
    if (last === null) return null;
    const end = await loaders.continuationEndByRun.load(id);
    const { status = INITIAL_RUN_STATUS, endedAt = null, artifacts = [] } = end ?? {};
    return { status, startedAt: last.startedAt, endedAt, artifacts };
  }

  @FieldResolver(() => JsonObject, {
    description: 'The parameters that came after its end, which no digest covers: names to values.',
  })
  parametersAfterEnd(@Root() { id }: Run, @Ctx() { loaders }: RunContext): Promise<Readonly<Record<string, unknown>>> {
    return loaders.parametersAfterEndByRun.load(id);
  }
}
