import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors/codes.js';
import { printable } from '../errors/printable.js';
import type { ReadError } from './read-subgraph-answer.js';

/** What of the errors of somebody else's subgraphs reaches clients, beside what always does. */
export interface ForeignErrorOptions {
  /** Codes whose errors keep their message. @default those of `REPORTED_CODES` alone */
  readonly codes?: readonly string[] | undefined;
  /** Extensions that reach clients. @default `code` alone */
  readonly extensions?: readonly string[] | undefined;
}

/** Codes of what is wrong with the request: their message is for whoever sent it. */
export const REPORTED_CODES: readonly string[] = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
] satisfies readonly ErrorCode[];

/** Characters of a message at most, in an answer and in the log. */
const MOST_TEXT = 1_000;

/**
 * Reads the errors of subgraphs that others wrote. Their messages and extensions may hold anything: statements,
 * addresses, stacks. Errors with a code of the list keep code and message, and no extension but those that are named;
 * any other becomes a fault: the log has the beginning of its message, on one line and behind the name of the subgraph, and
 * the client only its path.
 * @param subgraph its name
 */
export function foreignErrors(
  subgraph: string,
  { codes = [], extensions: named = [] }: ForeignErrorOptions = {},
): ReadError {
  const reported = new Set([...REPORTED_CODES, ...codes]);
  return (error) => {
    const { code } = error.extensions;
    const path = error.path === undefined ? {} : { path: error.path };
    if (typeof code !== 'string' || !reported.has(code)) {
      const message = `The subgraph ${subgraph} reported: ${printable(error.message.slice(0, MOST_TEXT))}`;
      return new GraphQLError(message, { ...path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } });
    }
    const passed = named.filter((name) => Object.hasOwn(error.extensions, name));
    const extensions = { ...Object.fromEntries(passed.map((name) => [name, error.extensions[name]])), code };
    return new GraphQLError(error.message.slice(0, MOST_TEXT), { ...path, extensions });
  };
}
