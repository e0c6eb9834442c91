import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import { LEDGER_EXTENSION } from '#platform/ledger/ledger-positions.js';
import { failureIn, traced } from '#platform/tracing/tracer.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import type { GatewayContext } from '../gateway-context.js';

/** One step of a plan. */
export interface PlanStep {
  /** The subgraph's name. */
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
  readonly context: GatewayContext;
}

/**
 * Sends a step to its subgraph in the caller's name. A rejection becomes an error of the step's answer: so the planner
 * gives it the path of what is missing, and the rest of the data still arrives.
 */
export async function askSubgraph(transport: SubgraphTransport, step: PlanStep): Promise<ExecutionResult> {
  const { document, variables, operationName } = step;
  const { caller, requestId, cameAt, signal, trace, idempotent } = step.context;
  trace?.subgraphsUsed.add(step.subgraph);
  try {
    signal?.throwIfAborted(); // the planner continues a plan although its request was aborted
    const request = { document, variables, operationName, caller, requestId, cameAt, signal };
    const sent = idempotent && isMutation(step) ? { ...request, idempotent } : request;
    const answer = await traced(
      `subgraph ${step.subgraph}`,
      'internal',
      { 'pedigraph.subgraph': step.subgraph },
      () => transport(sent),
      failureIn,
    );
    step.context.written?.note(answer.extensions?.[LEDGER_EXTENSION]);
    return answer;
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    return {
      errors: [cause instanceof GraphQLError ? cause : new GraphQLError(cause.message, { originalError: cause })],
    };
  }
}

function isMutation({ document, operationName }: PlanStep): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
}
