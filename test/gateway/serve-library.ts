import { pino } from 'pino';
import { createGateway, type Gateway, type GatewayOptions } from '#gateway/create-gateway.js';
import { type ServeGatewayOptions, serveGateway } from '#gateway/serve-gateway.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary, type Library } from './library-subgraphs.js';

export const silent = pino({ level: 'silent' });

export interface ServeLibraryOptions extends Pick<ServeGatewayOptions, 'readiness' | 'closers' | 'mounts' | 'site'> {
  readonly env?: NodeJS.ProcessEnv;
  /** Stands in for a subgraph. */
  readonly transports?: Readonly<Record<string, SubgraphTransport>>;
  /** How a subgraph's version is read. @default none has one: no answer is kept */
  readonly versions?: GatewayOptions['versions'];
  readonly logger?: GatewayOptions['logger'];
}

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  readonly body: any;
}

/** A gateway over the library, served. */
export interface LibraryServer extends AsyncDisposable {
  readonly url: string;
  readonly library: Library;
  readonly gateway: Gateway;
  readonly close: () => Promise<void>;
  /** Any request to it. */
  fetch(path: string, init?: RequestInit): Promise<Answer>;
  /** POSTs an operation to `/graphql`. */
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
}

/** Serves the library through the gateway with its subgraphs in-process. */
export async function serveLibrary(options: ServeLibraryOptions = {}): Promise<LibraryServer> {
  const { env, transports = {}, versions, logger = silent, readiness, closers, mounts, site } = options;
  const library = createLibrary();
  const config = testConfig(env);
  const gateway = await createGateway({
    supergraphSdl: library.supergraph(),
    transports: (name) => transports[name] ?? library.transport(name),
    versions,
    config,
    logger,
  });
  const { url, close } = await serveGateway({ gateway, config, logger, readiness, closers, mounts, site });
  const request = (path: string, init?: RequestInit) => fetchAnswer(url + path, init);
  return {
    url,
    library,
    gateway,
    close,
    fetch: request,
    ask: (query, variables, headers = {}) =>
      request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    [Symbol.asyncDispose]: close,
  };
}

/** Fetches and reads the body: as JSON where it is. */
export async function fetchAnswer(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
}
