import type { ExecutableGraph, GraphOptions } from '#gateway/execution/executable-graph.js';
import { planGraph } from '#gateway/execution/planned-graph.js';
import { stitchGraph } from '#gateway/execution/stitched-graph.js';
import type { Config } from '#platform/config/config.js';

/** What executes operations: a value of `PEDIGRAPH_GATEWAY_EXECUTOR`. */
export type Executor = Config['gateway']['executor'];

/** Both: what a user is promised holds for either. */
export const EXECUTORS: readonly Executor[] = ['planned', 'stitched'];

/** Opens a graph with one of them. */
export async function openExecutor(executor: Executor, options: GraphOptions): Promise<ExecutableGraph> {
  return executor === 'planned' ? planGraph(options) : stitchGraph(options);
}
