import { PedigraphError } from '../errors/pedigraph-error.js';

/** Characters of a reason, for those who read the history. */
export const MAX_REASON = 2_000;

/**
 * Refuses a text for people that is an argument by itself, where it is longer than what is kept of its kind.
 * @throws {PedigraphError} BAD_USER_INPUT.
 */
export function refuseLongText(argument: string, text: string | null, max: number): void {
  if (text === null || text.length <= max) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `${argument} must have at most ${max} characters, but has ${text.length}. Nothing was written.`,
    { max },
  );
}
