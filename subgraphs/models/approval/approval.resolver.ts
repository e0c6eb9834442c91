import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import type { ApprovalContext } from './approval.context.js';
import { Approval } from './approval.entity.js';
import { ApproveInput, WithdrawApprovalInput } from './approve.inputs.js';
import { approve } from './approve.js';
import { ApprovePayload, WithdrawApprovalPayload } from './approve.payloads.js';

/** The approvals of a version. */
@Resolver(() => ModelVersion)
export class ApprovalResolver {
  @Mutation(() => ApprovePayload, {
    description:
      'Approves a model version, in the caller’s name. Where the caller approves it already, nothing changes, whatever the comment, but where the caller has a stronger role by now, which policies may ask for: then the approval has that role, and its comment stays where none is given. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.APPROVE, versionTarget)
  approve(
    @Arg('input', () => ApproveInput, { description: 'The version.' }) input: ApproveInput,
    @Ctx() context: ApprovalContext,
  ): Promise<ApprovePayload> {
    return approve(input, true, context);
  }

  @Mutation(() => WithdrawApprovalPayload, {
    description:
      'Withdraws the caller’s approval; that it was given stays in the history. Without an approval to withdraw, nothing changes. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.APPROVE, versionTarget)
  withdrawApproval(
    @Arg('input', () => WithdrawApprovalInput, { description: 'The version.' }) input: WithdrawApprovalInput,
    @Ctx() context: ApprovalContext,
  ): Promise<WithdrawApprovalPayload> {
    return approve(input, false, context);
  }

  @FieldResolver(() => [Approval], { description: 'Who approves it, oldest first.' })
  async approvals(
    @Root() version: ModelVersionRow,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: ApprovalContext,
  ): Promise<readonly Approval[]> {
    return (await loaders.approvalsAsOf(asOf).load(version.id)).filter((approval) => approval.given);
  }
}
