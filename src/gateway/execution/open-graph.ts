import type { Logger } from 'pino';
import type { ExecutableGraph, GraphOptions } from './executable-graph.js';
import { answeringIntrospection } from './introspection.js';

/** Makes graphs; which planner does is decided once. */
export type OpenGraph = (options: GraphOptions) => Promise<ExecutableGraph>;

/**
 * Chooses the planner: Hive's where its addon loads on this platform, else stitching, which is said in the log.
 * @throws {Error} a sentence with both reasons, where neither is there.
 */
export async function chooseGraph(logger: Logger): Promise<OpenGraph> {
  const open = await choosePlanner(logger);
  return async (options) => answeringIntrospection(await open(options));
}

async function choosePlanner(logger: Logger): Promise<OpenGraph> {
  try {
    await import('@graphql-hive/router-query-planner');
    return (await import('./planned-graph.js')).planGraph;
  } catch (noPlanner) {
    const reason = messageOf(noPlanner);
    try {
      const { stitchGraph } = await import('./stitched-graph.js');
      logger.warn({ reason }, 'the native query planner does not run on this platform: stitching instead, slower');
      return async (options) => stitchGraph(options);
    } catch (noStitching) {
      throw new Error(
        `No query planner runs on ${process.platform}-${process.arch}: ${reason}; and @graphql-tools/federation, which could stand in, is not installed: ${messageOf(noStitching)}. Install it, or run on Linux with glibc or macOS.`,
        { cause: noPlanner },
      );
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}
