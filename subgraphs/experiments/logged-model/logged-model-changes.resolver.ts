import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { experimentTarget } from '../experiment/require-experiment.js';
import { ArchiveLoggedModelInput, RestoreLoggedModelInput } from './archive-logged-model.inputs.js';
import { archiveLoggedModel, restoreLoggedModel } from './archive-logged-model.js';
import { CreateLoggedModelInput } from './create-logged-model.inputs.js';
import { createLoggedModel } from './create-logged-model.js';
import { FinishLoggedModelInput } from './finish-logged-model.inputs.js';
import { finishLoggedModel } from './finish-logged-model.js';
import { LogLoggedModelParametersInput } from './log-logged-model-parameters.inputs.js';
import { logLoggedModelParameters } from './log-logged-model-parameters.js';
import type { LoggedModelContext } from './logged-model.context.js';
import { LoggedModel } from './logged-model.entity.js';
import {
  ArchiveLoggedModelPayload,
  CreateLoggedModelPayload,
  FinishLoggedModelPayload,
  LogLoggedModelParametersPayload,
  RestoreLoggedModelPayload,
  SetLoggedModelTagsPayload,
} from './logged-model.payloads.js';
import { loggedModelTarget } from './require-logged-model.js';
import { SetLoggedModelTagsInput } from './set-logged-model-tags.inputs.js';
import { setLoggedModelTags } from './set-logged-model-tags.js';

/** The mutations of logged models. */
@Resolver(() => LoggedModel)
export class LoggedModelChangesResolver {
  @Mutation(() => CreateLoggedModelPayload, {
    description:
      'Makes a logged model, PENDING: a model that a run makes and that is not registered. With an `externalId` that is known in the experiment, returns that one, or is a CONFLICT where it was made with other content. Safe to send twice without an idempotency key where it has an `externalId`.',
  })
  @Needs(RULES.CREATE_LOGGED_MODEL, experimentTarget)
  createLoggedModel(
    @Arg('input', () => CreateLoggedModelInput, { description: 'The logged model.' }) input: CreateLoggedModelInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<CreateLoggedModelPayload> {
    return createLoggedModel(input, context);
  }

  @Mutation(() => LogLoggedModelParametersPayload, {
    description:
      'Adds parameters to a logged model. A parameter never changes: the same value again adds nothing, another is a CONFLICT. One that is READY is sealed: with `afterEnd` they are stored beside what is sealed. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_LOGGED_MODEL, loggedModelTarget)
  logLoggedModelParameters(
    @Arg('input', () => LogLoggedModelParametersInput, { description: 'The logged model and its parameters.' })
    input: LogLoggedModelParametersInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<LogLoggedModelParametersPayload> {
    return logLoggedModelParameters(input, context);
  }

  @Mutation(() => FinishLoggedModelPayload, {
    description:
      'Ends the making of a logged model: READY seals it under a digest, with its parameters, its files and the run that made it; FAILED is noted, and READY may follow it. The same again is the same; one that is READY is IMMUTABLE to all else. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_LOGGED_MODEL, loggedModelTarget)
  finishLoggedModel(
    @Arg('input', () => FinishLoggedModelInput, { description: 'The logged model, and how it ends.' })
    input: FinishLoggedModelInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<FinishLoggedModelPayload> {
    return finishLoggedModel(input, context);
  }

  @Mutation(() => SetLoggedModelTagsPayload, {
    description:
      'Sets and removes tags of a logged model, sealed or not: nothing that is sealed changes. Tags that are so already are not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, loggedModelTarget)
  setLoggedModelTags(
    @Arg('input', () => SetLoggedModelTagsInput, { description: 'The logged model and its tags.' })
    input: SetLoggedModelTagsInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<SetLoggedModelTagsPayload> {
    return setLoggedModelTags(input, context);
  }

  @Mutation(() => ArchiveLoggedModelPayload, {
    description:
      'Archives a logged model: it says so and stays readable. Again is the same. Safe to send twice without an idempotency key as long as nobody restores it in between.',
  })
  @Needs(RULES.ARCHIVE_LOGGED_MODEL, loggedModelTarget)
  archiveLoggedModel(
    @Arg('input', () => ArchiveLoggedModelInput, { description: 'The logged model, and why.' })
    input: ArchiveLoggedModelInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<ArchiveLoggedModelPayload> {
    return archiveLoggedModel(input, context);
  }

  @Mutation(() => RestoreLoggedModelPayload, {
    description:
      'Takes a logged model out of the archive; what is not archived stays as it is. Safe to send twice without an idempotency key as long as nobody archives it in between.',
  })
  @Needs(RULES.ARCHIVE_LOGGED_MODEL, loggedModelTarget)
  restoreLoggedModel(
    @Arg('input', () => RestoreLoggedModelInput, { description: 'The logged model, and why.' })
    input: RestoreLoggedModelInput,
    @Ctx() context: LoggedModelContext,
  ): Promise<RestoreLoggedModelPayload> {
    return restoreLoggedModel(input, context);
  }
}
