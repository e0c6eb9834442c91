import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { Artifact, ArtifactInput } from '#values/artifact.js';
import { RunEndStatus } from '#values/run-status.js';
import { archiveRun } from '../archival/archive.js';
import type { ExperimentsContext } from '../context.js';
import { Experiment } from '../experiment/experiment.entity.js';
import { logParameters } from '../parameter/log-parameters.js';
import { finishRun } from './finish-run.js';
import { RegisterRunInput, RegisterRunPayload } from './register-run.inputs.js';
import { registerRun } from './register-run.js';
import { Run } from './run.entity.js';
import { LogPayload, RunPayload, StartRunInput, StartRunPayload } from './run.inputs.js';
import { startRun } from './start-run.js';

/** Operations on runs. */
@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'The run of that id; null where there is none.' })
  run(
    @Arg('id', () => ID, { description: 'Its UUID.' }) id: string,
    @Ctx() { loaders }: ExperimentsContext,
  ): Promise<Run | null> {
    return loaders.runById.load(id);
  }

  @Query(() => Run, {
    nullable: true,
    description: 'The run with that id in the tool it came from; null where there is none.',
  })
  async runByExternalId(
    @Arg('experiment', () => String, { description: 'The experiment’s name.' }) experiment: string,
    @Arg('externalId', () => String, { description: 'Such as `mlflow:8f2c…`.' }) externalId: string,
    @Ctx() { loaders, runs }: ExperimentsContext,
  ): Promise<Run | null> {
    const found = await loaders.experimentByName.load(experiment);
    return found && runs.withExternalId(found.id, externalId);
  }

  @Mutation(() => StartRunPayload, {
    description:
      'Starts a run; with an `externalId` that is known in the experiment, returns that run, or is a CONFLICT where it was started with other content. Without an `externalId` nothing tells one run from another: each call starts one, so give one where a call may be sent twice.',
  })
  startRun(
    @Arg('input', () => StartRunInput, { description: 'The run.' }) input: StartRunInput,
    @Ctx() context: ExperimentsContext,
  ): Promise<StartRunPayload> {
    return startRun(input, context);
  }

  @Mutation(() => RegisterRunPayload, {
    description:
      'Registers a run that is over, with all it measured, sealed; the same run again is the same. With an `externalId` that is known in the experiment and other content it is a CONFLICT.',
  })
  registerRun(
    @Arg('input', () => RegisterRunInput, { description: 'The run.' }) input: RegisterRunInput,
    @Arg('dryRun', () => Boolean, {
      defaultValue: false,
      description: 'Store nothing, and answer what would have been registered.',
    })
    dryRun: boolean,
    @Ctx() context: ExperimentsContext,
  ): Promise<RegisterRunPayload> {
    return registerRun(input, { dryRun }, context);
  }

  @Mutation(() => LogPayload, {
    description:
      'Adds parameters to an open run. A parameter never changes: the same value again adds nothing, another is a CONFLICT.',
  })
  logParameters(
    @Arg('run', () => ID, { description: 'The run.' }) run: string,
    @Arg('parameters', () => JsonObject, { description: 'Names to values.' }) parameters: unknown,
    @Ctx() context: ExperimentsContext,
  ): Promise<LogPayload> {
    return logParameters(run, parameters, context);
  }

  @Mutation(() => RunPayload, {
    description:
      'Ends a run and seals it under a digest. Again is the same; another status, moment or other files are IMMUTABLE.',
  })
  finishRun(
    @Arg('run', () => ID, { description: 'The run.' }) run: string,
    @Arg('status', () => RunEndStatus, { description: 'How it ended.' }) status: RunEndStatus,
    @Arg('endedAt', () => DateTime, { nullable: true, description: 'When; now where left out.' }) endedAt: Date | null,
    @Arg('artifacts', () => [ArtifactInput], { defaultValue: [], description: 'The files it left behind.' })
    artifacts: ArtifactInput[],
    @Ctx() context: ExperimentsContext,
  ): Promise<RunPayload> {
    return finishRun({ run, status, endedAt: endedAt ?? null, artifacts }, context);
  }

  @Mutation(() => RunPayload, { description: 'Puts a run away; it stays readable. Again is the same.' })
  async archiveRun(
    @Arg('run', () => ID, { description: 'The run.' }) run: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why.' }) reason: string | null,
    @Ctx() context: ExperimentsContext,
  ): Promise<RunPayload> {
    return { run: await archiveRun(run, reason ?? null, context) };
  }

  @FieldResolver(() => Experiment, { description: 'The experiment it belongs to.' })
  experiment(@Root() run: Run, @Ctx() { loaders }: ExperimentsContext): Promise<Experiment | null> {
    return loaders.experimentById.load(run.experimentId);
  }

  @FieldResolver(() => [Artifact], { description: 'The files it left behind; empty while it runs.' })
  async artifacts(@Root() run: Run, @Ctx() { loaders }: ExperimentsContext): Promise<readonly Artifact[]> {
    return (await loaders.wholeEndByRun.load(run.id))?.artifacts ?? [];
  }
}
