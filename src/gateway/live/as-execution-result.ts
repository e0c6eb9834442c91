import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * An answer of Apollo Server as graphql-js would give it. Its errors are formatted already, and so plain objects; over
 * a socket only instances of `GraphQLError` are sent, and anything else closes it with all that it carries.
 */
export function asExecutionResult({ errors, ...rest }: FormattedExecutionResult): ExecutionResult {
  return { ...rest, ...(errors && { errors: errors.map(asGraphQLError) }) } as ExecutionResult;
}

function asGraphQLError({ message, path, locations, extensions }: GraphQLFormattedError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null });
  // It counts its own from a source, which was not sent along.
  return locations === undefined ? error : Object.assign(error, { locations });
}
