import type { Logger } from 'pino';
import { createGateway } from '../gateway/create-gateway.js';
import { serveGateway } from '../gateway/serve-gateway.js';
import type { Config } from '../platform/config/config.js';
import type { Closer } from '../platform/server/drain.js';
import type { Serving } from '../platform/server/serve.js';
import { openInProcessGraph } from './open-in-process-graph.js';
import type { Store } from './open-store.js';

/** Everything in one process, listening. */
export interface Running extends Serving {
  readonly store: Store;
}

/** Opens the subgraphs and the gateway on a store, and listens; closes the store, too. What was opened is closed again where a later step fails. */
export async function startAll(config: Config, logger: Logger, opening: Promise<Store>): Promise<Running> {
  const closers: Closer[] = [];
  try {
    const store = await opening;
    closers.unshift(async () => store[Symbol.asyncDispose]());
    const graph = await openInProcessGraph({
      databaseUrlOf: () => store.url,
      timeouts: config.timeouts,
      rowCacheBytes: config.rowCacheBytes,
      logger,
    });
    closers.unshift(async () => graph[Symbol.asyncDispose]());
    const { supergraphSdl, transportOf: transports, streamOf: streams, versionOf: versions } = graph;
    const gateway = await createGateway({ supergraphSdl, transports, streams, versions, config, logger });
    const serving = await serveGateway({
      gateway,
      config,
      logger,
      readiness: graph.readiness,
      closers: closers.splice(0),
    });
    return { ...serving, store };
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}
