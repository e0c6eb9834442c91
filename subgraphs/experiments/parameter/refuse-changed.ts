import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * @param owner whose parameters they are: `the run acme/nightly@…`
 * @param advice what to do for another value
 * @throws {PedigraphError} CONFLICT where parameters are there with another value.
 */
export function refuseChanged(owner: string, changed: readonly string[], advice: string): void {
  if (changed.length === 0) return;
  throw new PedigraphError(
    'CONFLICT',
    `A parameter never changes, but ${changed.slice(0, 20).join(', ')} of ${owner} is there with another value: ${advice}. Nothing was written.`,
    { keys: changed },
  );
}
