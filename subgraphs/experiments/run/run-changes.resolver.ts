import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { ArchiveRunInput, RestoreRunInput } from './archive-run.inputs.js';
import { archiveRun, restoreRun } from './archive-run.js';
import { RenameRunInput } from './rename-run.inputs.js';
import { renameRun } from './rename-run.js';
import { runTarget } from './require-run.js';
import type { RunContext } from './run.context.js';
import { Run } from './run.entity.js';
import { ArchiveRunPayload, RenameRunPayload, RestoreRunPayload, SetRunTagsPayload } from './run.payloads.js';
import { SetRunTagsInput } from './set-run-tags.inputs.js';
import { setRunTags } from './set-run-tags.js';

/** The mutations of what is said of a run beside what it logs: they go on when it has ended. */
@Resolver(() => Run)
export class RunChangesResolver {
  @Mutation(() => SetRunTagsPayload, {
    description:
      'Sets and removes tags of a run, open or ended: nothing that is sealed changes. Tags that are so already are not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, runTarget)
  setRunTags(
    @Arg('input', () => SetRunTagsInput, { description: 'The run and its tags.' }) input: SetRunTagsInput,
    @Ctx() context: RunContext,
  ): Promise<SetRunTagsPayload> {
    return setRunTags(input, context);
  }

  @Mutation(() => RenameRunPayload, {
    description:
      'Calls a run otherwise, open or ended. Its ref stays, its manifest has the name that it was started with, and what it was called before stays in `names`. Safe to send twice without an idempotency key as long as nobody renames it in between; `expected` guards against that.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  renameRun(
    @Arg('input', () => RenameRunInput, { description: 'The run, and what it shall be called.' })
    input: RenameRunInput,
    @Ctx() context: RunContext,
  ): Promise<RenameRunPayload> {
    return renameRun(input, context);
  }

  @Mutation(() => ArchiveRunPayload, {
    description:
      'Archives a run: it says so and stays readable. Again is the same. Safe to send twice without an idempotency key as long as nobody restores it in between.',
  })
  @Needs(RULES.ARCHIVE_RUN, runTarget)
  archiveRun(
    @Arg('input', () => ArchiveRunInput, { description: 'The run, and why.' }) input: ArchiveRunInput,
    @Ctx() context: RunContext,
  ): Promise<ArchiveRunPayload> {
    return archiveRun(input, context);
  }

  @Mutation(() => RestoreRunPayload, {
    description:
      'Takes a run out of the archive; what is not archived stays as it is. Safe to send twice without an idempotency key as long as nobody archives it in between.',
  })
  @Needs(RULES.ARCHIVE_RUN, runTarget)
  restoreRun(
    @Arg('input', () => RestoreRunInput, { description: 'The run, and why.' }) input: RestoreRunInput,
    @Ctx() context: RunContext,
  ): Promise<RestoreRunPayload> {
    return restoreRun(input, context);
  }
}
