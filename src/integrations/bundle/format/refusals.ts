import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What is said of a file that is no bundle, or no longer the one that was exported. */
export function notABundle(what: string): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a bundle as \`pedigraph export\` writes it, but ${what}. Nothing was written.`,
  );
}
