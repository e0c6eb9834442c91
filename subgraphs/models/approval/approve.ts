import { v7 as uuid } from 'uuid';
import { approvalWithdrawn, versionApproved } from '#events/promotion.events.js';
import { strongestRoleOn } from '#platform/auth/action-rule.js';
import { isAtLeast, type Role } from '#platform/auth/role.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import type { ApprovalContext } from './approval.context.js';
import { ApprovalRepository } from './approval.repository.js';
import type { ApproveInput } from './approve.inputs.js';
import type { ApprovePayload } from './approve.payloads.js';

/**
 * Records that the caller approves a version, or no longer does. The same again changes nothing, but where the caller
 * has a stronger role by now than the approval says.
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
    const role = given ? (strongestRoleOn(caller.rights, modelVersion) ?? null) : null;
    if ((mine?.given ?? false) === given && !isStronger(role, mine?.role ?? null)) return before;
    const row = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      sequence: (mine?.sequence ?? 0) + 1,
      given,
      role,
      comment: input.comment ?? (given ? (mine?.comment ?? null) : null),
      createdAt: await clock(),
      actor: caller.actor,
    };
    await repository.insert(row);
    const { id, comment } = row;
    const what = { id, modelVersionId: modelVersion.id, comment };
    record(given ? versionApproved(modelVersion.ref, { ...what, role }) : approvalWithdrawn(modelVersion.ref, what));
    return [...before.filter((approval) => approval !== mine), row];
  });
  loaders.approvalsAsOf(null).clear(modelVersion.id);
  return { modelVersion, approvals: approvals.filter((approval) => approval.given) };
}

function isStronger(role: Role | null, known: Role | null): boolean {
  return role !== null && (known === null || !isAtLeast(known, role));
}
