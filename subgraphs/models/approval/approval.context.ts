import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ApprovalLoaders } from './approval.loaders.js';
import type { ApprovalRepository } from './approval.repository.js';

/** What approvals bring to a request, and the versions that they are of. */
export type ApprovalContext = ModelVersionContext & {
  readonly approvals: ApprovalRepository;
  readonly loaders: ApprovalLoaders;
};
