import type { Logger } from 'pino';
import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import type { Config } from '#platform/config/config.js';
import type { Closer } from '#platform/server/drain.js';
import type { Serving } from '#platform/server/serve.js';
import { accessRegister } from './ask-caller-facts.js';
import { supergraphOf } from './built-supergraph.js';
import { EXAMPLE_MODELS } from './example/example-models.js';
import { explorerSite } from './explorer-site.js';
import { loadJoined } from './join/load-joined.js';
import type { JoinedSubgraphs } from './join/open-joined.js';
import { createInProcessGraph, type InProcessGraph } from './open-in-process-graph.js';
import type { Store } from './open-store.js';
import { prepareRates } from './prepare-rates.js';
import { productMounts } from './product-mounts.js';
import { warnOfRole } from './role-warning.js';

/** Everything in one process, listening. */
export interface Running extends Serving {
  readonly store: Store;
  /** Whether it holds more than a part of the example, read faster than through the API. @default it is not known */
  readonly isBegun?: (() => Promise<boolean>) | undefined;
}

/**
 * Opens the subgraphs and the gateway on a store, and listens; closes the store, too. What was opened is closed again
 * where a later step fails.
 */
export async function startAll(config: Config, logger: Logger, opening: Promise<Store>): Promise<Running> {
  const { timeouts, rowCacheBytes, database: databaseSettings, subgraph: subgraphSettings } = config;
  const graph = createInProcessGraph({ timeouts, rowCacheBytes, databaseSettings, subgraphSettings, logger });
  let joined: JoinedSubgraphs | undefined;
  const closers: Closer[] = [
    async () => joined?.close(),
    async () => graph[Symbol.asyncDispose](),
    async () => (await opening.catch(() => undefined))?.[Symbol.asyncDispose](),
  ];
  try {
    // It needs no database: PostgreSQL starts meanwhile.
    const supergraphSdl = await supergraphOf();
    const own = { transports: graph.transportOf, streams: graph.streamOf, versions: graph.versionOf };
    joined = await loadJoined({ supergraphSdl, own, config, logger });
    const gateway = await createGateway({ supergraphSdl, ...(joined?.wires ?? own), config, logger });
    closers.unshift(() => gateway.close());
    const store = await opening;
    await graph.open({ databaseUrlOf: () => store.url, migrationUrlOf: () => store.migrationUrl });
    await prepareRates(store, config);
    await joined?.follow(gateway);
    const serving = await serveGateway({
      gateway,
      config,
      logger,
      readiness: graph.readiness,
      register: accessRegister(graph.transportOf),
      mounts: productMounts(config),
      site: explorerSite(),
      warnings: warnOfRole(graph.excess(), logger),
      // It closes the gateway itself.
      closers: closers.splice(0).slice(1),
    });
    return { ...serving, store, isBegun: () => isBegun(graph) };
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

async function isBegun({ subgraphs }: InProcessGraph): Promise<boolean> {
  const [row] = await subgraphs
    .get('models')!
    .database.manager.query<[{ isBegun: boolean }]>(
      'SELECT EXISTS (SELECT FROM deployment) OR EXISTS (SELECT FROM model WHERE name <> ALL ($1)) AS "isBegun"',
      [EXAMPLE_MODELS],
    );
  return row.isBegun;
}
