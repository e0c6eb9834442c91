import type { PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import type { ExecutionResult } from 'graphql';
import { followSubgraph } from '../follow-subgraph.js';
import {
  type CompiledRequest,
  compileAnswer,
  type OperationTools,
  type PlannedOperation,
} from './compile-operation.js';
import { compilePlan } from './compile-plan.js';
import { compileMerge } from './root-fetch.js';
import { RunErrors } from './run-errors.js';
import type { PlanRun, StreamTools } from './step.js';

/** A subscription with everything that can be known of it before it is asked. */
export type CompiledSubscription = (
  request: CompiledRequest,
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/**
 * Compiles the plan of a subscription: one subgraph is the source of events, and the rest of the plan completes each.
 * @throws {Error} where the plan is not one of a subscription.
 */
export function compileSubscription(
  operation: PlannedOperation,
  plan: QueryPlan,
  tools: OperationTools & StreamTools,
): CompiledSubscription {
  const { source, rest } = partsOf(plan);
  const document = tools.parse(source.operation);
  const merge = compileMerge(source, document, tools);
  const complete = rest === null ? null : compilePlan({ ...plan, node: rest }, tools);
  const answer = compileAnswer(operation, tools);

  return async ({ variables, context }) => {
    const used = Object.fromEntries(
      (source.variableUsages ?? [])
        .filter((name) => Object.hasOwn(variables, name))
        .map((name) => [name, variables[name]]),
    );
    const events = await followSubgraph(tools.streamOf(source.serviceName), { document, variables: used, context });
    if (!(Symbol.asyncIterator in events)) return events;
    return completed(events, async (event) => {
      const run: PlanRun = { data: {}, errors: new RunErrors(), variables, context };
      merge(run, event);
      if (Object.keys(run.data).length > 0) await complete?.(run);
      return answer(run);
    });
  };
}

async function* completed(
  events: AsyncIterable<ExecutionResult>,
  complete: (event: ExecutionResult) => Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult, void> {
  for await (const event of events) yield await complete(event);
}

function partsOf({ node }: QueryPlan) {
  const [first, ...others] = node?.kind === 'Sequence' ? node.nodes : [node];
  if (first?.kind !== 'Subscription') throw new Error('The planner made a plan without a subscription for one.');
  const rest: PlanNode | null = others.length === 0 ? null : { kind: 'Sequence', nodes: others as PlanNode[] };
  return { source: first.primary, rest };
}
