import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Approval } from './approval.entity.js';
import { ApproveInput, ApprovePayload } from './approval.inputs.js';
import { approve } from './approve.js';

/** The approvals of a version. */
@Resolver(() => ModelVersion)
export class ApprovalResolver {
  @Mutation(() => ApprovePayload, {
    description:
      'Approves a model version, in the caller’s name. Who approves it already changes nothing, whatever the comment.',
  })
  approve(
    @Arg('input', () => ApproveInput, { description: 'Which version.' }) input: ApproveInput,
    @Ctx() context: ModelsContext,
  ): Promise<ApprovePayload> {
    return approve(input, true, context);
  }

  @Mutation(() => ApprovePayload, {
    description:
      'Takes the caller’s approval back; that it was given stays known. Who does not approve it changes nothing.',
  })
  withdrawApproval(
    @Arg('input', () => ApproveInput, { description: 'Which version.' }) input: ApproveInput,
    @Ctx() context: ModelsContext,
  ): Promise<ApprovePayload> {
    return approve(input, false, context);
  }

  @FieldResolver(() => [Approval], { description: 'Who approves it, oldest first.' })
  async approvals(
    @Root() version: ModelVersionRow,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'As it was at this moment; now where left out.' })
    asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<readonly Approval[]> {
    return (await loaders.approvalsAsOf(asOf).load(version.id)).filter((approval) => approval.given);
  }
}
