import type { FlattenNodePathSegment, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import { compileBatchFetch, compileFlattenedFetch } from './entity-fetch.js';
import { compileRootFetch } from './root-fetch.js';
import type { PlanTools, RunStep } from './step.js';

/**
 * Compiles a plan of Hive's planner (`@graphql-hive/router-query-planner`; its types are the specification).
 * @throws {Error} where the plan holds what no operation of ours can ask for, such as `@defer`, or a condition: they
 *   are folded before.
 */
export function compilePlan({ node }: QueryPlan, tools: PlanTools): RunStep {
  return node == null ? async () => {} : compileNode(node, null, tools);
}

/** `path` leads to the objects that the node completes; null at the root. */
function compileNode(node: PlanNode, path: readonly FlattenNodePathSegment[] | null, tools: PlanTools): RunStep {
  switch (node.kind) {
    case 'Sequence': {
      const steps = node.nodes.map((child) => compileNode(child, path, tools));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((child) => compileNode(child, path, tools));
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)));
      };
    }
    case 'Flatten':
      return compileNode(node.node, node.path, tools);
    case 'Fetch':
      return path === null ? compileRootFetch(node, tools) : compileFlattenedFetch(node, path, tools);
    case 'BatchFetch':
      return compileBatchFetch(node, tools);
    case 'Subscription':
      return compileNode(node.primary, path, tools);
    default:
      throw new Error(`The planner made a step of kind ${node.kind}, which this gateway does not execute.`);
  }
}
