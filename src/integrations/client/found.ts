import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * What a query by name found.
 * @param what it is, with its name: `the model fraud/detector`
 * @throws {PedigraphError} NOT_FOUND where it is null: there is none, or the caller may not see it
 */
export function found<Value>(value: Value | null, what: string): Value {
  if (value !== null) return value;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected ${what}, but there is none, or it is not yours to see: look for it with pedigraph search.`,
  );
}
