import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';

/** Executes one operation of a document. It does not reject for what a resolver throws: that is in `errors`. */
export type Executor = (
  rootValue: unknown,
  contextValue: unknown,
  variableValues: Readonly<Record<string, unknown>> | undefined,
) => ExecutionResult | Promise<ExecutionResult>;

/** What executes an operation of a valid document by graphql-js. */
export function interpretQuery(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Executor {
  return (rootValue, contextValue, variableValues) =>
    execute({ schema, document, operationName, rootValue, contextValue, variableValues }) as ReturnType<Executor>;
}
