import type { ModelVersionStatus } from '#values/model-version-status.js';

/** The statuses that may follow each. */
export const TRANSITIONS: Readonly<Record<ModelVersionStatus, readonly ModelVersionStatus[]>> = {
  IN_REVIEW: ['APPROVED', 'REJECTED', 'QUARANTINED', 'ARCHIVED'],
  APPROVED: ['PRODUCTION', 'REJECTED', 'QUARANTINED', 'ARCHIVED'],
  REJECTED: ['IN_REVIEW', 'QUARANTINED', 'ARCHIVED'],
  PRODUCTION: ['APPROVED', 'QUARANTINED', 'ARCHIVED'],
  QUARANTINED: ['IN_REVIEW', 'ARCHIVED'],
  ARCHIVED: ['IN_REVIEW'],
};
