import { pino } from 'pino';
import { inject } from 'vitest';
import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import type { Config } from '#platform/config/config.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { accessRegister } from '#process/ask-caller-facts.js';
import { supergraphOf } from '#process/built-supergraph.js';
import { explorerSite } from '#process/explorer-site.js';
import { openInProcessGraph } from '#process/open-in-process-graph.js';
import { productMounts } from '#process/product-mounts.js';
import { testConfig } from './test-config.js';
import { asServing, createTestDatabase, type TestDatabase } from './test-database.js';

/** The whole product on a database of its own, listening on a free port. */
export interface TestGraph extends AsyncDisposable {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Sends an operation over HTTP. */
  readonly ask: Ask;
  /** Serves the same database once more, as another process would: with subgraphs and caches of its own. */
  serveBeside(env?: Record<string, string>): Promise<Ask & { readonly url: string }>;
  /** Every SQL statement of the subgraphs since the last call. */
  statements(): readonly string[];
}

/** Sends an operation over HTTP; `T` is what the data look like. */
export type Ask = <T>(
  query: string,
  variables?: Record<string, unknown>,
  options?: { readonly token?: string },
) => Promise<Answer<T>>;

/** An answer as a client gets it. */
export interface Answer<T> {
  readonly data: T;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
  }[];
}

/** Nothing is kept in memory: what a test counts is the work for an answer from nothing. */
export const NO_CACHES = { PEDIGRAPH_RESPONSE_CACHE_BYTES: '0', PEDIGRAPH_ROW_CACHE_BYTES: '0' } as const;

/**
 * Opens every subgraph, composes them and serves the gateway.
 * @param throughOf how the first of its servers reaches the database. @default directly
 * @param databaseUrl a database that outlives the graph, as its owner. @default one of its own
 */
export async function createTestGraph(
  env: Record<string, string> = {},
  throughOf: (databaseUrl: string) => string = directly,
  databaseUrl?: string,
): Promise<TestGraph> {
  const database =
    databaseUrl === undefined ? await createTestDatabase({ template: inject('migratedTemplate') }) : given(databaseUrl);
  let statements: string[] = [];
  const first = await serveOn(database.url, throughOf, env, (sql) => {
    if (!BESIDE.test(sql)) statements.push(sql);
  });
  const servers = [first];
  return {
    url: first.url,
    subgraphs: first.graph.subgraphs,
    ask: first.ask,
    async serveBeside(itsEnv = {}) {
      const server = await serveOn(database.url, directly, { ...env, ...itsEnv });
      servers.push(server);
      return Object.assign(server.ask, { url: server.url });
    },
    statements() {
      const seen = statements;
      statements = [];
      return seen;
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

const directly = (url: string) => url;

/**
 * What is asked beside a request: once a second of which server this is, and before it who asks and whether that still
 * holds.
 */
const BESIDE = /pg_control_system|\baccess\./;

/** A database that outlives the graph. */
function given(url: string): Pick<TestDatabase, 'url'> & AsyncDisposable {
  return { url, [Symbol.asyncDispose]: async () => {} };
}

async function serveOn(
  ownerUrl: string,
  throughOf: (url: string) => string,
  env: Record<string, string>,
  onStatement?: (sql: string) => void,
) {
  const config = testConfig(env);
  const logger = pino({ level: 'silent' });
  const graph = await openInProcessGraph({
    databaseUrlOf: () => throughOf(asServing(ownerUrl)),
    migrationUrlOf: () => ownerUrl,
    timeouts: config.timeouts,
    databaseSettings: config.database,
    subgraphSettings: config.subgraph,
    rowCacheBytes: config.rowCacheBytes,
    logger,
    durable: false,
    onStatement,
  });
  const gateway = await createGateway({
    supergraphSdl: await supergraphOf(),
    transports: graph.transportOf,
    streams: graph.streamOf,
    versions: graph.versionOf,
    config,
    logger,
  });
  const register = accessRegister(graph.transportOf);
  const mounts = productMounts(config);
  // Where it was built: tests of pages say so where it was not.
  const site = explorerSite('dist/explorer');
  const { readiness } = graph;
  const serving = await serveGateway({ gateway, config, logger, register, mounts, site, readiness });
  const url = `${serving.url}/graphql`;
  return {
    url,
    graph,
    ask: askAt(url, config),
    async close() {
      await serving.close();
      await graph[Symbol.asyncDispose]();
    },
  };
}

function askAt(url: string, config: Config): Ask {
  return async <T>(query: string, variables = {}, { token = config.token }: { readonly token?: string } = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<T>;
  };
}
