import { createSourceEventStream, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { SubgraphRequest } from '../transport/transport.js';
import type { SubgraphContext } from './subgraph-definition.js';

/** What a subscription is made with. */
export interface FollowOptions {
  readonly schema: GraphQLSchema;
  readonly request: SubgraphRequest;
  /** Makes a context: one for the stream, and one for each event, whose loaders know nothing of the event before. */
  readonly createContext: () => SubgraphContext;
}

/** Follows a subscription in this process (GraphQL specification §6.2.3). */
export async function followSubscription(
  options: FollowOptions,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const { schema, request, createContext } = options;
  const args = {
    schema,
    document: request.document,
    variableValues: request.variables,
    operationName: request.operationName,
  };
  const events = await createSourceEventStream({ ...args, contextValue: createContext() });
  if (!(Symbol.asyncIterator in events)) return events;
  return answersTo(events, (rootValue) => execute({ ...args, rootValue, contextValue: createContext() }));
}

async function* answersTo(
  events: AsyncIterable<unknown>,
  answer: (event: unknown) => ExecutionResult | Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult, void> {
  for await (const event of events) yield await answer(event);
}
