import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { ArchiveExperimentInput, RestoreExperimentInput } from './archive-experiment.inputs.js';
import { archiveExperiment, restoreExperiment } from './archive-experiment.js';
import { CreateExperimentInput } from './create-experiment.inputs.js';
import { createExperiment, targetOfCreating } from './create-experiment.js';
import type { ExperimentContext } from './experiment.context.js';
import { Experiment } from './experiment.entity.js';
import {
  ArchiveExperimentPayload,
  CreateExperimentPayload,
  RenameExperimentPayload,
  RestoreExperimentPayload,
  SetExperimentTagsPayload,
} from './experiment.payloads.js';
import { RenameExperimentInput } from './rename-experiment.inputs.js';
import { renameExperiment } from './rename-experiment.js';
import { experimentTarget } from './require-experiment.js';
import { SetExperimentTagsInput } from './set-experiment-tags.inputs.js';
import { setExperimentTags } from './set-experiment-tags.js';

/** The mutations of experiments. */
@Resolver(() => Experiment)
export class ExperimentChangesResolver {
  @Mutation(() => CreateExperimentPayload, {
    description:
      'Makes an experiment that has no run yet. One that is there, by its `externalId`, its name or its display name, is that one and stays as it is; where it has another `externalId`, or another one is called so, it is a CONFLICT. `startRun` makes an experiment by its name alone, where there is none. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.CREATE_EXPERIMENT, targetOfCreating)
  createExperiment(
    @Arg('input', () => CreateExperimentInput, { description: 'The experiment.' }) input: CreateExperimentInput,
    @Ctx() context: ExperimentContext,
  ): Promise<CreateExperimentPayload> {
    return createExperiment(input, context);
  }

  @Mutation(() => RenameExperimentPayload, {
    description:
      'Calls an experiment otherwise. Its name and its refs stay, what it was called before stays in `displayNames`. Where another experiment of its namespace is called so and not archived, it is a CONFLICT. Safe to send twice without an idempotency key as long as nobody renames it in between; `expected` guards against that.',
  })
  @Needs(RULES.RENAME_EXPERIMENT, experimentTarget)
  renameExperiment(
    @Arg('input', () => RenameExperimentInput, { description: 'The experiment, and what it shall be called.' })
    input: RenameExperimentInput,
    @Ctx() context: ExperimentContext,
  ): Promise<RenameExperimentPayload> {
    return renameExperiment(input, context);
  }

  @Mutation(() => SetExperimentTagsPayload, {
    description:
      'Sets and removes tags of an experiment. Tags that are so already are not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, experimentTarget)
  setExperimentTags(
    @Arg('input', () => SetExperimentTagsInput, { description: 'The experiment and its tags.' })
    input: SetExperimentTagsInput,
    @Ctx() context: ExperimentContext,
  ): Promise<SetExperimentTagsPayload> {
    return setExperimentTags(input, context);
  }

  @Mutation(() => ArchiveExperimentPayload, {
    description:
      'Archives an experiment: it says so and stays readable, as do its runs. Again is the same. Safe to send twice without an idempotency key as long as nobody restores it in between.',
  })
  @Needs(RULES.ARCHIVE_EXPERIMENT, experimentTarget)
  archiveExperiment(
    @Arg('input', () => ArchiveExperimentInput, { description: 'The experiment, and why.' })
    input: ArchiveExperimentInput,
    @Ctx() context: ExperimentContext,
  ): Promise<ArchiveExperimentPayload> {
    return archiveExperiment(input, context);
  }

  @Mutation(() => RestoreExperimentPayload, {
    description:
      'Takes an experiment out of the archive; what is not archived stays as it is. Where another experiment of its namespace is called so by now, it is a CONFLICT: rename one of them first. Safe to send twice without an idempotency key as long as nobody archives it in between.',
  })
  @Needs(RULES.ARCHIVE_EXPERIMENT, experimentTarget)
  restoreExperiment(
    @Arg('input', () => RestoreExperimentInput, { description: 'The experiment, and why.' })
    input: RestoreExperimentInput,
    @Ctx() context: ExperimentContext,
  ): Promise<RestoreExperimentPayload> {
    return restoreExperiment(input, context);
  }
}
