import { type DocumentNode, GraphQLError, type GraphQLSchema, ValuesOfCorrectTypeRule, validate } from 'graphql';

const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly GraphQLError[]>>();

/**
 * Validates the literals of a document against a served subgraph's own scalars. A gateway that has validated the
 * document knows the scalars of a supergraph by their names alone, and accepts any value for one. The result is cached
 * for as long as the document is in memory.
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
