import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { isUsable, type ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';

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
