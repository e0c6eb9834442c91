import { PedigraphError } from './pedigraph-error.js';

/**
 * Refuses an input that names what does not exist; returns what was found, in order.
 * @param found what each key stands for, null where there is nothing
 * @throws {PedigraphError} REFERENCE_NOT_FOUND naming every key without an entity.
 */
export function refuseMissing<Row>(
  type: string,
  keys: readonly string[],
  found: readonly (Row | null | undefined)[],
): readonly Row[] {
  const missing = keys.filter((_, index) => found[index] == null);
  if (missing.length === 0) return found as readonly Row[];
  throw new PedigraphError(
    'REFERENCE_NOT_FOUND',
    `Expected every ${type} that the input names to exist, but there is no ${missing.map((key) => JSON.stringify(key)).join(', ')}: register it first, or correct the name. Nothing was written.`,
    { missing, type },
  );
}
