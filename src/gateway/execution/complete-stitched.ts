import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { compileAnswer, type PlannedOperation } from './plan/compile-operation.js';
import { RunErrors } from './plan/run-errors.js';
import { responseName } from './response-names.js';

/** Completes an answer as the plan executor does. */
export type CompleteAnswer = (answer: ExecutionResult) => Promise<ExecutionResult>;

/**
 * Compiles the completion of what stitching answered: the client's names, values as the schema that clients see has
 * them, and of very many errors the first hundred.
 */
export function completeWith(operation: PlannedOperation, schema: GraphQLSchema): CompleteAnswer {
  const complete = compileAnswer(operation, { schema });
  return async (answer) => {
    const { data, errors: met = [] } = answer;
    // Without data it did not run: the errors are about its variables.
    if (data === undefined) return answer;
    const errors = new RunErrors();
    for (const error of met) errors.add(withCode(error));
    return complete({ data: data ?? {}, errors });
  };
}

/**
 * Compiles the completion of what a subgraph answered, by its own schema, before stitching sees it: stitching takes
 * some values that do not fit for others, and some for null, without an error.
 */
export function completeSubgraph(
  schema: GraphQLSchema,
  { document, operationName }: { readonly document: DocumentNode; readonly operationName?: string | undefined },
): CompleteAnswer {
  const planned = { document, fetchedAs: responseName, clientNames: new Map<string, string>() };
  const complete = compileAnswer({ document, operationName, planned }, { schema });
  return async (answer) => {
    const { data, errors: met = [] } = answer;
    if (data === undefined || data === null) return answer;
    const errors = new RunErrors();
    for (const error of met) errors.add(error);
    return complete({ data, errors });
  };
}

/**
 * The messages of graphql-js for a value that its type does not allow (GraphQL specification §6.4.3); they have no
 * code.
 */
const COMPLETION = /^(Cannot return null for non-nullable field |Expected Iterable, but |Abstract type ")/;

function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions['code'] !== undefined || !COMPLETION.test(error.message)) return error;
  return new GraphQLError(error.message, { path: error.path ?? null, extensions: { code: 'INVALID_ANSWER' } });
}
