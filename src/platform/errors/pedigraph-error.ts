import { GraphQLError } from 'graphql';
import type { ErrorCode } from './codes.js';
import { detailsInShort, messageInShort } from './in-short.js';

/**
 * An error for the client: a code to act on and a sentence that says what was expected, what came and what to do.
 * `details` become further `extensions`, for programs.
 */
export class PedigraphError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(messageInShort(message), { extensions: { ...detailsInShort(details), code } });
    this.name = 'PedigraphError';
    this.code = code;
  }
}
