import { GraphQLError } from 'graphql';
import type { AnswerPath } from './answer.js';

/** The same error at another path; where that is empty, the error itself. */
export function errorAt(error: GraphQLError, path: AnswerPath): GraphQLError {
  if (path.length === 0) return error;
  const { nodes, source, positions, extensions } = error;
  return new GraphQLError(error.message, {
    path,
    extensions,
    originalError: error,
    ...(nodes && { nodes }),
    ...(source && { source }),
    ...(positions && { positions }),
  });
}
