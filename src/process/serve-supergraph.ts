import type { Logger } from 'pino';
import { createGateway } from '../gateway/create-gateway.js';
import { serveGateway } from '../gateway/serve-gateway.js';
import { subgraphsOf } from '../gateway/supergraph-urls.js';
import type { Config } from '../platform/config/config.js';
import { createHttpStream } from '../platform/federation/http-stream.js';
import { createHttpTransport, type HttpTransport } from '../platform/federation/http-transport.js';
import type { Serving } from '../platform/server/serve.js';
import { reachSubgraph } from './reach-subgraph.js';

/** A supergraph whose subgraphs run elsewhere. */
export interface ServeSupergraphOptions {
  readonly supergraphSdl: string;
  /** Other URLs than the supergraph names, by subgraph. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
  readonly config: Config;
  readonly logger: Logger;
}

/** Serves a supergraph over HTTP; ready when every one of its subgraphs answers. */
export async function serveSupergraph({
  supergraphSdl,
  urls = {},
  config,
  logger,
}: ServeSupergraphOptions): Promise<Serving> {
  const opened: HttpTransport[] = [];
  const open = (name: string, url: string | undefined): HttpTransport => {
    const at = urls[name] ?? url;
    if (at === undefined)
      throw new Error(`The supergraph names no URL for ${name}: give one with --subgraph ${name}=http://…`);
    const transport = createHttpTransport({ name, url: at, timeouts: config.timeouts, token: config.token });
    opened.push(transport);
    return transport;
  };
  const transports = (name: string, url: string | undefined) => open(name, url).execute;
  const streams = (name: string, url: string | undefined) =>
    createHttpStream({ name, url: urls[name] ?? url ?? '', timeouts: config.timeouts, token: config.token });
  const versions = (name: string, url: string | undefined) => open(name, url).readVersion;
  const gateway = await createGateway({ supergraphSdl, transports, streams, versions, config, logger });
  const checks = [...subgraphsOf(supergraphSdl).values()].map(
    ({ name, url }) => [name, reachSubgraph(open(name, url))] as const,
  );
  const closers = [async () => void (await Promise.all(opened.map((transport) => transport.close())))];
  return serveGateway({ gateway, config, logger, readiness: Object.fromEntries(checks), closers });
}
