import { isAtLeast } from '#platform/auth/role.js';
import type { Approval } from '../approval/approval.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { Rule } from '../policy/policy-rules.js';

/** A rule of a policy that asks for approvals. */
export type ApprovalsRule = Extract<Rule, { kind: 'APPROVALS' }>;

/** A version, and its approvals that were not withdrawn. */
interface ApprovedVersion<Given> {
  readonly version: Pick<ModelVersionRow, 'createdBy'>;
  readonly approvals: readonly Given[];
}

/** The approvals of a version, by whether a rule counts them. */
export interface CountedApprovals<Given> {
  readonly counted: readonly Given[];
  /** By people who have a lesser role than the rule asks for, or of whom none was recorded. */
  readonly without: readonly Given[];
  /** Whether that of who registered the version is left out. */
  readonly leavesOutAuthor: boolean;
}

/** Which of the approvals of a version a rule counts. */
export function countedApprovals<Given extends Pick<Approval, 'actor' | 'role'>>(
  { role: needed, authorMayApprove }: Pick<ApprovalsRule, 'role' | 'authorMayApprove'>,
  { version, approvals }: ApprovedVersion<Given>,
): CountedApprovals<Given> {
  const byOthers = approvals.filter(({ actor }) => authorMayApprove || actor !== version.createdBy);
  const counted = byOthers.filter(({ role }) => needed === null || (role !== null && isAtLeast(role, needed)));
  return {
    counted,
    without: byOthers.filter((approval) => !counted.includes(approval)),
    leavesOutAuthor: byOthers.length < approvals.length,
  };
}
