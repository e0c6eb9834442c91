import type { Logger } from 'pino';
import type { TokenIssuer } from '#platform/auth/internal-token/issue-token.js';
import type { Config, Timeouts } from '#platform/config/config.js';
import { subgraphCredentials } from '#platform/federation/credential-headers.js';
import { createHttpTransport, type HttpTransport } from '#platform/federation/http-transport.js';
import { openSubgraph } from '#platform/federation/open-subgraph.js';
import type { Serving } from '#platform/server/serve.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { backgroundIssuer, verifierOf } from './internal-credentials.js';
import { openStore, StoreError } from './open-store.js';
import { warnOfRole } from './role-warning.js';
import { defaultUrl, SUBGRAPHS, type SubgraphAddress } from './subgraph-definitions.js';

/** A subgraph to serve alone. */
export interface ServeOneSubgraphOptions {
  readonly place: SubgraphAddress;
  /** Where the others are, where that is not their default place. */
  readonly urls: Readonly<Record<string, string>>;
  readonly config: Config;
  readonly logger: Logger;
}

/** Migrates, opens and serves one subgraph; it asks the others over HTTP. */
export async function serveOneSubgraph({ place, urls, config, logger }: ServeOneSubgraphOptions): Promise<Serving> {
  if (config.databaseUrl === undefined) {
    throw new StoreError(
      'A subgraph alone needs a PostgreSQL: set DATABASE_URL to postgres://user:password@host:port/database.',
    );
  }
  const verify = verifierOf(place.definition.name, config);
  if (verify === undefined) {
    throw new StoreError(
      'A subgraph alone knows its gateways by their keys: set PEDIGRAPH_GATEWAY_PUBLIC_KEYS; `pedigraph gateway-keys` makes a pair.',
    );
  }
  const { url: databaseUrl, migrationUrl } = await openStore(config);
  const transports = otherSubgraphs(urls, config.timeouts, backgroundIssuer(config));
  const subgraph = await openSubgraph(place.definition, {
    databaseUrl,
    migrationUrl,
    databaseSettings: config.database,
    subgraphSettings: config.subgraph,
    timeouts: config.timeouts,
    rowCacheBytes: config.rowCacheBytes,
    logger,
    transportOf: (name) => transports.get(name)!.execute,
  });
  await subgraph.start();
  const serving = await serveSubgraph({
    name: subgraph.name,
    verify,
    schema: subgraph.schema,
    schemaFor: subgraph.schemaFor,
    createContext: (asker) => subgraph.createContext(asker),
    subscribe: subgraph.subscribe,
    readRevision: subgraph.readRevision,
    config,
    readiness: { [subgraph.name]: () => subgraph.ready() },
    warnings: warnOfRole(subgraph.excess, logger),
    logger,
  });
  const close = async () => {
    await serving.close();
    await subgraph[Symbol.asyncDispose]();
    await Promise.all([...transports.values()].map((transport) => transport.close()));
  };
  return { url: serving.url, close };
}

function otherSubgraphs(
  urls: Readonly<Record<string, string>>,
  timeouts: Timeouts,
  background: TokenIssuer | undefined,
): ReadonlyMap<string, HttpTransport> {
  return new Map(
    SUBGRAPHS.map((place) => {
      const { name } = place.definition;
      const credentials = subgraphCredentials(name, background);
      return [name, createHttpTransport({ name, url: urls[name] ?? defaultUrl(place), timeouts, credentials })];
    }),
  );
}
