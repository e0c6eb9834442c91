import type { DocumentNode, ExecutionResult } from 'graphql';
import type { Caller } from '../auth/caller.js';

/** One GraphQL request to one subgraph, the same in-process and over HTTP. */
export interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
  readonly caller: Caller;
  /** Follows a client's request through every process's log. */
  readonly requestId: string;
  /** Aborts when the client has gone or the operation's deadline has passed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How a request reaches a subgraph. Resolves with data and errors as GraphQL has them;
 * rejects with `UNAVAILABLE` when the subgraph cannot be reached in time.
 */
export type SubgraphTransport = (request: SubgraphRequest) => Promise<ExecutionResult>;
