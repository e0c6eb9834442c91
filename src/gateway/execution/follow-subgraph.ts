import type { ExecutionResult } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { SubgraphStream } from '#platform/transport/transport.js';
import type { PlanStep } from './ask-subgraph.js';

/** Follows a subscription of a subgraph in the caller's name, until the request's signal aborts. */
export function followSubgraph(
  stream: SubgraphStream,
  { document, variables, operationName, context }: Omit<PlanStep, 'subgraph'>,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const { caller, requestId, signal } = context;
  return stream({ document, variables, operationName, caller, requestId, signal });
}

/**
 * Stands for the subscriptions of a graph that was opened without streams.
 * @throws {PedigraphError} UNAVAILABLE
 */
export function notFollowed(subgraph: string): never {
  throw new PedigraphError('UNAVAILABLE', `Subscriptions of the ${subgraph} subgraph cannot be followed here.`);
}

/** The refusal of a subscription whose one field `@skip` or `@include` left out. */
export function nothingToFollow(): PedigraphError {
  const message = 'A subscription follows one field, but @skip or @include left it out; ask without the condition.';
  return new PedigraphError('BAD_USER_INPUT', message);
}
