import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { ModelVersionStatus } from './status.js';

const UNUSABLE: ReadonlySet<ModelVersionStatus> = new Set(['QUARANTINED', 'ARCHIVED', 'REJECTED']);

/** Whether a version with that status may be put in front of users. */
export function isUsable(status: ModelVersionStatus): boolean {
  return !UNUSABLE.has(status);
}

/**
 * Refuses to point an alias at a version that is not to be used.
 * @throws {PedigraphError} INVALID_TRANSITION naming the status.
 */
export function refuseUnusable({ ref }: ModelVersionRow, status: ModelVersionStatus, alias: string): void {
  if (isUsable(status)) return;
  throw new PedigraphError(
    'INVALID_TRANSITION',
    `Expected a version that may be used for the alias ${alias}, but ${ref} is ${status}: choose another version, or clear this one with setStatus first. Nothing was written.`,
    { ref, status },
  );
}
