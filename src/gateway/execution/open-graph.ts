import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import type { ExecutableGraph, GraphOptions } from './executable-graph.js';
import { answeringIntrospection } from './introspection.js';

/** Makes graphs; which planner does is decided once. */
export type OpenGraph = (options: GraphOptions) => Promise<ExecutableGraph>;

/**
 * Chooses what executes operations: Hive's planner with the plan executor, or stitching; where the planner's addon does
 * not load on this platform, stitching takes its place and the log has a warning.
 * @throws {Error} a sentence with both reasons, where neither is there.
 */
export async function chooseGraph(executor: Config['gateway']['executor'], logger: Logger): Promise<OpenGraph> {
  const open = await (executor === 'stitched' ? loadStitching() : loadPlanner(logger));
  return async (options) => answeringIntrospection(await open(options));
}

async function loadPlanner(logger: Logger): Promise<OpenGraph> {
  try {
    await import('@graphql-hive/router-query-planner');
    return (await import('./planned-graph.js')).planGraph;
  } catch (noPlanner) {
    const reason = messageOf(noPlanner);
    try {
      const stitching = await loadStitching();
      logger.warn({ reason }, 'the native query planner does not run on this platform: stitching instead, slower');
      return stitching;
    } catch (noStitching) {
      throw new Error(
        `No query planner runs on ${process.platform}-${process.arch}: ${reason}; and @graphql-tools/federation, which could stand in, is not installed: ${messageOf(noStitching)}. Install it, or run on Linux with glibc or macOS.`,
        { cause: noPlanner },
      );
    }
  }
}

async function loadStitching(): Promise<OpenGraph> {
  const { stitchGraph } = await import('./stitched-graph.js');
  return async (options) => stitchGraph(options);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}
