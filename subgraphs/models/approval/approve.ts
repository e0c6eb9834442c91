import { v7 as uuid } from 'uuid';
import { approvalWithdrawn, versionApproved } from '#events/promotion.events.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import type { ApprovalContext } from './approval.context.js';
import { ApprovalRepository } from './approval.repository.js';
import type { ApproveInput } from './approve.inputs.js';
import type { ApprovePayload } from './approve.payloads.js';

/**
 * Records that the caller approves a version, or no longer does. The same again changes nothing.
 * @throws {PedigraphError} NOT_FOUND where there is no such version.
 */
export async function approve(
  input: ApproveInput,
  given: boolean,
  { database, caller, loaders }: ApprovalContext,
): Promise<ApprovePayload> {
  const modelVersion = await requireVersion(input.modelVersion, loaders);
  const approvals = await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(modelVersion.modelId);
    const repository = new ApprovalRepository(manager);
    const before = await repository.lastOfEach([modelVersion.id], null);
    const mine = before.find((approval) => approval.actor === caller.actor);
    if ((mine?.given ?? false) === given) return before;
    const row = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      sequence: (mine?.sequence ?? 0) + 1,
      given,
      comment: input.comment ?? null,
      createdAt: await clock(),
      actor: caller.actor,
    };
    await repository.insert(row);
    const approval = { id: row.id, modelVersionId: modelVersion.id, comment: row.comment };
    record(given ? versionApproved(modelVersion.ref, approval) : approvalWithdrawn(modelVersion.ref, approval));
    return [...before.filter((approval) => approval !== mine), row];
  });
  loaders.approvalsAsOf(null).clear(modelVersion.id);
  return { modelVersion, approvals: approvals.filter((approval) => approval.given) };
}
