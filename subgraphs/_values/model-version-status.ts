import { registerEnumType } from 'type-graphql';

/** Where a version stands in its life. */
export const ModelVersionStatus = {
  IN_REVIEW: 'IN_REVIEW',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  PRODUCTION: 'PRODUCTION',
  ARCHIVED: 'ARCHIVED',
  QUARANTINED: 'QUARANTINED',
} as const;
export type ModelVersionStatus = keyof typeof ModelVersionStatus;

/** Every version begins here. */
export const INITIAL_STATUS: ModelVersionStatus = 'IN_REVIEW';

/** Versions that stand so are not to be used: no alias is pointed to them, and what they touch is not in use. */
export const UNUSABLE_STATUSES: readonly ModelVersionStatus[] = ['QUARANTINED', 'ARCHIVED', 'REJECTED'];

/** Whether a version with that status may be put in front of users. */
export function isUsable(status: ModelVersionStatus): boolean {
  return !UNUSABLE_STATUSES.includes(status);
}

registerEnumType(ModelVersionStatus, {
  name: 'ModelVersionStatus',
  description:
    'Where a model version stands in its life. The version itself never changes; its status is a fact beside it.',
  valuesConfig: {
    IN_REVIEW: { description: 'Registered and not yet judged; every version begins here.' },
    APPROVED: { description: 'Judged fit to be used.' },
    REJECTED: { description: 'Judged unfit to be used.' },
    PRODUCTION: { description: 'In use: the one version that the alias `production` points to.' },
    ARCHIVED: { description: 'No longer in use; still there to be read.' },
    QUARANTINED: { description: 'Suspected to be harmful, such as through bad data; not to be used until cleared.' },
  },
});
