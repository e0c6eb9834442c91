import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

/** Codes that mean that nothing was written, and that the request may be sent again. */
const SEND_AGAIN: ReadonlySet<unknown> = new Set(['TIMEOUT', 'UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED']);

const MAY_STAND =
  'The write may stand, though its answer is not whole: read what it was to change before you send it again.';

/**
 * The errors of a mutation, none of which invites the client to send a write again that may have been committed. An
 * error with such a code, for a field of Mutation that is missing from the data, becomes OUTCOME_UNKNOWN where the
 * operation has written, or where its path leads below the field: what is there is resolved only after the field has
 * written.
 */
export function outcomeOfWrite(
  errors: readonly GraphQLFormattedError[],
  data: ExecutionResult['data'],
  hasWritten: boolean,
): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { path = [], extensions } = error;
    const isMissing = data?.[String(path[0])] == null;
    if (!isMissing || !SEND_AGAIN.has(extensions?.['code']) || !(hasWritten || path.length > 1)) return error;
    return {
      ...error,
      message: `${MAY_STAND} (${error.message})`,
      extensions: { ...extensions, code: 'OUTCOME_UNKNOWN' },
    };
  });
}
