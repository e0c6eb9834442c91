import { GraphQLError, Kind, parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * What a document of somebody else does: writes are sent in another way than queries.
 * @throws {PedigraphError} BAD_USER_INPUT for what is no GraphQL, has not just one operation, or subscribes.
 */
export function operationOf(document: string): 'query' | 'mutation' {
  const operations = parsed(document).definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [one.operation] : [],
  );
  const [operation] = operations;
  if (operation === undefined || operations.length > 1 || operation === 'subscription')
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected one query or mutation, but the document has ${operations.join(', ') || 'no operation'}.`,
    );
  return operation;
}

function parsed(document: string) {
  try {
    return parse(document);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
    throw new PedigraphError('BAD_USER_INPUT', `Expected GraphQL: ${error.message}${where}`);
  }
}
