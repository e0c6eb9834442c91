import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * An error for each operation of a kind that the schema has none of, such as a subscription where nothing can be
 * subscribed to; validation of graphql-js lets it pass (GraphQL specification §5.2.1.1, Operation Type Existence).
 */
export function missingRootTypes(schema: GraphQLSchema, document: DocumentNode): readonly PedigraphError[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || schema.getRootType(definition.operation)) return [];
    return new PedigraphError('GRAPHQL_VALIDATION_FAILED', `The schema has no ${definition.operation}.`);
  });
}
