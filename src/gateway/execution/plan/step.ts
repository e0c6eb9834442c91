import type { DocumentNode, ExecutionResult } from 'graphql';
import type { GatewayContext } from '#gateway/gateway-context.js';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import { askSubgraph } from '../ask-subgraph.js';
import type { Answer } from './answer.js';
import type { RunErrors } from './run-errors.js';
import type { CompileCondition } from './type-conditions.js';

/** One run of a plan: what its steps read and write. */
export interface PlanRun {
  /** What has been fetched, with what the plan itself needs. */
  readonly data: Answer;
  readonly errors: RunErrors;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
}

/** A compiled part of a plan. Rejects only where the run was aborted, with the signal's reason. */
export type RunStep = (run: PlanRun) => Promise<void>;

/** What plans are compiled with. */
export interface PlanTools {
  readonly transportOf: (subgraph: string) => SubgraphTransport;
  readonly compileCondition: CompileCondition;
  /** The same document for the same text, since a subgraph may cache by document what it has compiled. */
  readonly parse: (source: string) => DocumentNode;
}

/** What subscriptions are compiled with besides. */
export interface StreamTools {
  readonly streamOf: (subgraph: string) => SubgraphStream;
}

/** What the two kinds of fetch have in common. */
export interface FetchRequest {
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | null;
  readonly variableUsages?: readonly string[] | null;
}

/** Sends a fetch to its subgraph, with those of the operation's variables that it uses and with `more`. */
export type SendFetch = (run: PlanRun, more?: Readonly<Record<string, unknown>>) => Promise<ExecutionResult>;

/** Compiles the sending of a fetch. */
export function compileFetch(request: FetchRequest, document: DocumentNode, tools: PlanTools): SendFetch {
  const transport = tools.transportOf(request.serviceName);
  const usages = request.variableUsages ?? [];
  const operationName = request.operationName ?? undefined;
  return async (run, more) => {
    run.context.signal?.throwIfAborted();
    const variables: Record<string, unknown> = { ...more };
    for (const name of usages) if (Object.hasOwn(run.variables, name)) variables[name] = run.variables[name];
    return askSubgraph(transport, {
      subgraph: request.serviceName,
      document,
      variables,
      operationName,
      context: run.context,
    });
  };
}
