import { pino } from 'pino';
import { inject } from 'vitest';
import { createGateway } from '../../src/gateway/create-gateway.js';
import { serveGateway } from '../../src/gateway/serve-gateway.js';
import { type Config, readConfig } from '../../src/platform/config/config.js';
import type { Subgraph } from '../../src/platform/federation/open-subgraph.js';
import type { Serving } from '../../src/platform/server/serve.js';
import { openInProcessGraph } from '../../src/process/open-in-process-graph.js';
import { createTestDatabase } from './test-database.js';

/** The whole product on a database of its own, listening on a free port. */
export interface TestGraph extends AsyncDisposable {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Sends an operation over HTTP. */
  readonly ask: Ask;
  /** Serves another gateway over the same subgraphs, for as long as these. */
  serveBeside(env?: Record<string, string>): Promise<Ask>;
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
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
  }[];
}

/** Opens every subgraph, composes them and serves the gateway. */
export async function createTestGraph(env: Record<string, string> = {}): Promise<TestGraph> {
  const config = readConfig({ PORT: '0', ...env });
  const logger = pino({ level: 'silent' });
  const database = await createTestDatabase({ template: inject('migratedTemplate') });
  let statements: string[] = [];
  const graph = await openInProcessGraph({
    databaseUrlOf: () => database.url,
    timeouts: config.timeouts,
    logger,
    durable: false,
    onStatement: (sql) => statements.push(sql),
  });
  const servings: Serving[] = [];
  const serve = async (itsConfig: Config): Promise<string> => {
    const gateway = await createGateway({
      supergraphSdl: graph.supergraph.supergraphSdl,
      transports: graph.transportOf,
      versions: graph.versionOf,
      config: itsConfig,
      logger,
    });
    const serving = await serveGateway({ gateway, config: itsConfig, logger, readiness: graph.readiness });
    servings.push(serving);
    return `${serving.url}/graphql`;
  };
  const url = await serve(config);
  return {
    url,
    subgraphs: graph.subgraphs,
    ask: askAt(url, config),
    async serveBeside(itsEnv = {}) {
      const itsConfig = readConfig({ PORT: '0', ...env, ...itsEnv });
      return askAt(await serve(itsConfig), itsConfig);
    },
    statements() {
      const seen = statements;
      statements = [];
      return seen;
    },
    async [Symbol.asyncDispose]() {
      for (const serving of servings) await serving.close();
      await graph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
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
