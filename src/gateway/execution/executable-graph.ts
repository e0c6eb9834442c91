import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import type { Policies } from '../authorization/caller-claims.js';
import type { GatewayContext } from '../gateway-context.js';
import type { AdmitPlanning } from '../limits/planning-limits.js';

/** One operation on the whole graph. */
export interface GraphRequest {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
  readonly context: GatewayContext;
  /** Whether the answer is to tell what the operation costs. @default false */
  readonly showsCost?: boolean | undefined;
}

/** A composed supergraph that can answer. */
export interface ExecutableGraph {
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
  /**
   * Answers an operation that the schema has found valid. No `data` in the answer means that it did not run: its
   * variables do not fit. Rejects only for faults.
   */
  execute(request: GraphRequest): Promise<ExecutionResult>;
  /** Follows a subscription that the schema has found valid; its answers as they come, or why there are none. */
  subscribe(request: GraphRequest): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

/** What a planner is made of. */
export interface GraphOptions {
  readonly supergraphSdl: string;
  /** By the subgraph's name, or by its value in `join__Graph`. */
  readonly transportOf: (subgraph: string) => SubgraphTransport;
  /** See `AdmitPlanning`. @default any number is planned */
  readonly admitPlanning?: AdmitPlanning | undefined;
  /** The same as `transportOf` for subscriptions. @default no subgraph can be followed */
  readonly streamOf?: ((subgraph: string) => SubgraphStream) | undefined;
  /** What the policies of `@policy` stand for. @default nobody meets one */
  readonly policies?: Policies | undefined;
}
