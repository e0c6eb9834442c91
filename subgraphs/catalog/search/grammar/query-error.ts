import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** A BAD_USER_INPUT that says what a search expected, what came, and at which column, counted from 1. */
export function queryError(expected: string, found: string, column: number): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `Expected ${expected}, but ${found} at column ${column} of the query.`, {
    column,
  });
}

/** Words of a client as they stand in a message: quoted, and not longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
