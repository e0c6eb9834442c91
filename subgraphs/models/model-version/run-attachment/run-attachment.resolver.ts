import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { sees } from '#platform/auth/rights.js';
import { RunStub } from '#subgraphs/models/stubs/run.stub.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import { ModelVersion, type ModelVersionRow } from '../model-version.entity.js';
import { versionTarget } from '../version-target.js';
import { AttachRunInput } from './attach-run.inputs.js';
import { attachRun } from './attach-run.js';
import { AttachRunPayload } from './attach-run.payload.js';
import type { RunAttachmentContext } from './run-attachment.context.js';
import { RunAttachment } from './run-attachment.entity.js';

/** The run of a version: as it is pinned, or as it was attached since. */
@Resolver(() => ModelVersion)
export class RunAttachmentResolver {
  @FieldResolver(() => RunStub, {
    nullable: true,
    description: 'The run that produced it: the one that it pins, or one that was attached since (`runAttachment`).',
  })
  async run(@Root() version: ModelVersionRow, @Ctx() context: RunAttachmentContext): Promise<RunStub | null> {
    const pin = version.runPin ?? (await seenAttachment(version, context))?.runPin ?? null;
    return pin && stubOf(pin);
  }

  @FieldResolver(() => RunAttachment, {
    nullable: true,
    description:
      'That its run was attached after it was registered, as `attachRun` does; null where none was. The manifest, the digest and the verdict on reproducibility stay what they were.',
  })
  runAttachment(@Root() version: ModelVersionRow, @Ctx() context: RunAttachmentContext): Promise<RunAttachment | null> {
    return seenAttachment(version, context);
  }

  @Mutation(() => AttachRunPayload, {
    description:
      'Attaches the run to a version that was registered without it, or before the run had ended: a fact beside the version, whose manifest and digest stay. The run has ended. Again is the same. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, versionTarget)
  attachRun(
    @Arg('input', () => AttachRunInput, { description: 'The version, and the run.' }) input: AttachRunInput,
    @Ctx() context: RunAttachmentContext,
  ): Promise<AttachRunPayload> {
    return attachRun(input, context);
  }
}

async function seenAttachment(
  { id }: ModelVersionRow,
  { loaders, caller }: RunAttachmentContext,
): Promise<RunAttachment | null> {
  const attachment = await loaders.runAttachmentByVersion.load(id);
  return attachment !== null && sees(caller.rights, attachment.runPin.ref) ? attachment : null;
}
