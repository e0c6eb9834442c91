import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { Approval } from './approval.entity.js';
import type { ApprovalRepository } from './approval.repository.js';

/** By-key reads of approvals. */
export interface ApprovalLoaders {
  /** By the version's id: the last approval or withdrawal of each person. */
  readonly approvalsAsOf: LoaderAsOf<ListLoader<Approval>>;
}

/** Those of one request. */
export function createApprovalLoaders(approvals: ApprovalRepository): ApprovalLoaders {
  return {
    approvalsAsOf: loaderAsOf((asOf) =>
      createListLoader(
        (ids) => approvals.lastOfEach(ids, asOf),
        (row) => row.modelVersionId,
      ),
    ),
  };
}
