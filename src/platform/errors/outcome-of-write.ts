import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

/** These say that nothing came of it, and that it may be sent again. */
const SEND_AGAIN: ReadonlySet<unknown> = new Set(['TIMEOUT', 'UNAVAILABLE']);

const MAY_STAND =
  'The write may stand, though its answer is not whole: read what it was to change before you send it again.';

/**
 * The errors of a mutation, none of which tells a write that stands as one that may be sent again. Where a field of
 * Mutation is missing from the data, what says so is OUTCOME_UNKNOWN when the operation has written, or when it is about
 * something below the field, which is looked at only after the field has done its work.
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
