import { type DocumentNode, GraphQLError, type GraphQLSchema, ValuesOfCorrectTypeRule, validate } from 'graphql';

const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly GraphQLError[]>>();

/**
 * What a served subgraph says of values that a document has written out. A gateway that has validated it knows the
 * scalars of a supergraph by their names alone, and takes any value for one. Looked at once for as long as the document
 * is kept.
 */
export function validateLiterals(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const documents = known.get(schema) ?? new WeakMap<DocumentNode, readonly GraphQLError[]>();
  known.set(schema, documents);
  const before = documents.get(document);
  if (before !== undefined) return before;
  const errors = validate(schema, document, [ValuesOfCorrectTypeRule]).map(
    ({ message }) => new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
  );
  documents.set(document, errors);
  return errors;
}
