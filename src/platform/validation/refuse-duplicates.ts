import { PedigraphError } from '../errors/pedigraph-error.js';

/**
 * Refuses a list in which something stands twice.
 * @throws {PedigraphError} BAD_USER_INPUT naming the first of them.
 */
export function refuseDuplicates(property: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key))
      throw new PedigraphError(
        'BAD_USER_INPUT',
        `${property} must not name the same thing twice, but has ${JSON.stringify(key)} more than once.`,
      );
    seen.add(key);
  }
}
