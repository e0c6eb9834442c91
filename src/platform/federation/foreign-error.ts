import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../errors/codes.js';
import type { ReadError } from './read-subgraph-answer.js';

/** What of the errors of somebody else's subgraphs is told to clients, beside what always is. */
export interface ForeignErrorOptions {
  /** Codes whose errors keep their message. @default those of `TOLD_CODES` alone */
  readonly codes?: readonly string[] | undefined;
  /** Extensions that are told. @default `code` alone */
  readonly extensions?: readonly string[] | undefined;
}

/** Codes that say what is wrong with the request: their message is for whoever sent it. */
export const TOLD_CODES: readonly string[] = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
] satisfies readonly ErrorCode[];

/** So much of a message is told. */
const MOST_TEXT = 1_000;

/**
 * Reads the errors of subgraphs that others wrote. What a message or an extension holds nobody here knows: statements,
 * addresses, stacks. Errors with a code of the list keep code and message, and no extension but those that are named;
 * any other becomes a fault, which the log has whole and the client only its place.
 */
export function foreignErrors({ codes = [], extensions: named = [] }: ForeignErrorOptions = {}): ReadError {
  const reported = new Set([...TOLD_CODES, ...codes]);
  return (error) => {
    const { code } = error.extensions;
    const path = error.path === undefined ? {} : { path: error.path };
    if (typeof code !== 'string' || !reported.has(code)) {
      return new GraphQLError(error.message, { ...path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } });
    }
    const passed = named.filter((name) => Object.hasOwn(error.extensions, name));
    const extensions = { ...Object.fromEntries(passed.map((name) => [name, error.extensions[name]])), code };
    return new GraphQLError(error.message.slice(0, MOST_TEXT), { ...path, extensions });
  };
}
