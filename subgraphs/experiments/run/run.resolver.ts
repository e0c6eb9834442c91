import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { Artifact } from '#values/artifact.js';
import { Experiment } from '../experiment/experiment.entity.js';
import { FinishRunInput } from './finish-run.inputs.js';
import { finishRun } from './finish-run.js';
import { LogParametersInput } from './log-parameters.inputs.js';
import { logParameters } from './log-parameters.js';
import { LogParametersPayload } from './log-parameters.payload.js';
import { RegisterRunInput } from './register-run.inputs.js';
import { RegisterRunsInput, refuseTooManyPoints } from './register-runs.inputs.js';
import { registerRuns } from './register-runs.js';
import { runTarget } from './require-run.js';
import type { RunContext } from './run.context.js';
import { Run } from './run.entity.js';
import { StartRunInput } from './run.inputs.js';
import { FinishRunPayload, RegisterRunPayload, RegisterRunsPayload, StartRunPayload } from './run.payloads.js';
import { RunPreview } from './run-preview.type.js';
import { startRun } from './start-run.js';

function targetsOfAll({ runs }: RegisterRunsInput) {
  return runs.map(({ experiment: name }) => ({ name }));
}

function previewOf({ created, run, digest }: RegisterRunPayload, { id }: RegisterRunInput): RunPreview {
  return { created, run: created ? null : run, digest: created && id == null ? null : digest };
}

/** Operations on runs. */
@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'The run of that id; null where there is none.' })
  run(
    @Arg('id', () => ID, { description: 'Its UUID.' }) id: string,
    @Ctx() { loaders }: RunContext,
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
    @Ctx() { loaders, runs }: RunContext,
  ): Promise<Run | null> {
    const found = await loaders.experimentByName.load(experiment);
    return found && runs.withExternalId(found.id, externalId);
  }

  @Directive('@tag(name: "personal")')
  @Query(() => RunPreview, {
    description: 'What `registerRun` would come to with this input; nothing is written.',
  })
  @Needs(RULES.START_RUN, ({ experiment: name }: { readonly experiment: string }) => [{ name }])
  async previewRun(
    @Arg('input', () => RegisterRunInput, { description: 'What would be registered.' }) input: RegisterRunInput,
    @Ctx() context: RunContext,
  ): Promise<RunPreview> {
    const [payload] = await registerRuns([input], context, { isDryRun: true });
    return previewOf(payload!, input);
  }

  @Directive('@tag(name: "personal")')
  @Query(() => [RunPreview], {
    description: 'What `registerRuns` would come to with this input, in its order; nothing is written.',
  })
  @Needs(RULES.START_RUN, targetsOfAll)
  async previewRuns(
    @Arg('input', () => RegisterRunsInput, { description: 'What would be registered.' }) input: RegisterRunsInput,
    @Ctx() context: RunContext,
  ): Promise<RunPreview[]> {
    refuseTooManyPoints(input);
    const payloads = await registerRuns(input.runs, context, { isDryRun: true });
    return payloads.map((payload, index) => previewOf(payload, input.runs[index]!));
  }

  @Mutation(() => StartRunPayload, {
    description:
      'Starts a run; with an `externalId` that is known in the experiment, returns that run, or is a CONFLICT where it was started with other content. Without an `externalId` nothing tells one run from another: each call starts one, so give one where a call may be sent twice. Safe to send twice without an idempotency key where it has an `externalId`.',
  })
  @Needs(RULES.START_RUN, ({ experiment: name }: { readonly experiment: string }) => [{ name }])
  startRun(
    @Arg('input', () => StartRunInput, { description: 'The run.' }) input: StartRunInput,
    @Ctx() context: RunContext,
  ): Promise<StartRunPayload> {
    return startRun(input, context);
  }

  @Mutation(() => RegisterRunPayload, {
    description:
      'Registers a run that is over, with all it measured, sealed; the same run again is the same. With an `externalId` that is known in the experiment and other content it is a CONFLICT. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.START_RUN, ({ experiment: name }: { readonly experiment: string }) => [{ name }])
  async registerRun(
    @Arg('input', () => RegisterRunInput, { description: 'The run.' }) input: RegisterRunInput,
    @Ctx() context: RunContext,
  ): Promise<RegisterRunPayload | undefined> {
    return (await registerRuns([input], context))[0];
  }

  @Mutation(() => RegisterRunsPayload, {
    description:
      'Registers runs that are over, each as `registerRun` does, all of them or none: many at once take a fraction of the time. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.START_RUN, targetsOfAll)
  async registerRuns(
    @Arg('input', () => RegisterRunsInput, { description: 'The runs.' }) input: RegisterRunsInput,
    @Ctx() context: RunContext,
  ): Promise<RegisterRunsPayload> {
    refuseTooManyPoints(input);
    return { runs: await registerRuns(input.runs, context) };
  }

  @Mutation(() => LogParametersPayload, {
    description:
      'Adds parameters to an open run. A parameter never changes: the same value again adds nothing, another is a CONFLICT. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  logParameters(
    @Arg('input', () => LogParametersInput, { description: 'The run and its parameters.' })
    input: LogParametersInput,
    @Ctx() context: RunContext,
  ): Promise<LogParametersPayload> {
    return logParameters(input, context);
  }

  @Mutation(() => FinishRunPayload, {
    description:
      'Ends a run and seals it under a digest. Again is the same; another status, moment or other files are IMMUTABLE. Of a run that was resumed its later end is noted beside what is sealed. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  finishRun(
    @Arg('input', () => FinishRunInput, { description: 'The run, and how it ended.' }) input: FinishRunInput,
    @Ctx() context: RunContext,
  ): Promise<FinishRunPayload> {
    return finishRun(input, context);
  }

  @FieldResolver(() => Experiment, { description: 'The experiment it belongs to.' })
  experiment(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<Experiment | null> {
    return loaders.experimentById.load(run.experimentId);
  }

  @FieldResolver(() => [Artifact], { description: 'The files it left behind; empty while it runs.' })
  async artifacts(@Root() run: Run, @Ctx() { loaders }: RunContext): Promise<readonly Artifact[]> {
    return (await loaders.wholeEndByRun.load(run.id))?.artifacts ?? [];
  }
}
