import type { DocumentNode, ExecutionResult } from 'graphql';
import type { Caller } from '../auth/caller.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';

/** One GraphQL request to one subgraph, the same in-process and over HTTP. */
export interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
  readonly caller: Caller;
  /**
   * The token with which whoever answers this may ask other subgraphs for the caller, between processes. It is passed
   * on as it came.
   */
  readonly delegation?: string | undefined;
  /** Follows a client's request through every process's log. */
  readonly requestId: string;
  /** The idempotency key under which a mutation is sent. @default none */
  readonly idempotent?: IdempotentRequest | undefined;
  /**
   * When the client's request came, as `performance.now()` of this process. What the process has learnt of the store
   * since holds for it. @default now
   */
  readonly cameAt?: number | undefined;
  /** Aborts when the client has gone or the operation's deadline has passed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How a request reaches a subgraph. Resolves with data and errors as GraphQL has them;
 * rejects with `UNAVAILABLE` when the subgraph cannot be reached in time.
 */
export type SubgraphTransport = (request: SubgraphRequest) => Promise<ExecutionResult>;

/**
 * How a subscription reaches a subgraph: its answers as they come, or one error for why it cannot be followed. Ends
 * when the request's signal aborts.
 */
export type SubgraphStream = (request: SubgraphRequest) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/**
 * Reads a subgraph's revision: a text that is another one after every committed change to what the subgraph can answer,
 * and the same one while nothing changed. What was answered between two equal revisions can be cached.
 *
 * A subgraph that has one promises besides that what it answers to a query depends on its data and the caller's
 * rights alone; a field that depends on the moment too has `@tag(name: "momentary")`.
 *
 * Null where the subgraph has none: then no answer of it can be cached. Rejects where it cannot be reached.
 */
export type ReadRevision = () => Promise<string | null>;

/** The path of a subgraph's revision, beside its GraphQL endpoint: JSON, `{ "version": … }`. */
export const REVISION_PATH = 'version';
