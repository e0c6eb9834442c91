import type { Logger } from 'pino';
import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import type { Config } from '#platform/config/config.js';
import {
  type CredentialHeaders,
  gatewayCredentials,
  statementCredentials,
} from '#platform/federation/credential-headers.js';
import { createHttpStream } from '#platform/federation/http-stream.js';
import { createHttpTransport, type HttpTransport } from '#platform/federation/http-transport.js';
import type { Serving } from '#platform/server/serve.js';
import { accessRegister } from './ask-caller-facts.js';
import { explorerSite } from './explorer-site.js';
import { gatewayIssuer, statementIssuer } from './internal-credentials.js';
import { loadJoined } from './join/load-joined.js';
import { withJoined } from './join/with-joined.js';
import { productMounts } from './product-mounts.js';
import { reachSubgraph } from './reach-subgraph.js';
import { SUBGRAPH_NAMES } from './subgraph-names.js';

/** A supergraph whose subgraphs run elsewhere. */
export interface ServeSupergraphOptions {
  readonly supergraphSdl: string;
  /** Other URLs than the supergraph names, by subgraph; those that it does not name join it. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
  readonly config: Config;
  readonly logger: Logger;
}

/**
 * Serves a supergraph over HTTP; ready when every one of its subgraphs answers. Those that are ours are shown an internal
 * token in the caller's name; somebody else's get no credentials, least of all those that a client sent, but a
 * statement of who asks where the configuration says so.
 */
export async function serveSupergraph({
  supergraphSdl,
  urls = {},
  config,
  logger,
}: ServeSupergraphOptions): Promise<Serving> {
  const credentialsOf = credentialsBy(config);
  const wireOf = (name: string) => {
    const credentials = credentialsOf(name);
    const reported = { codes: config.foreignErrorCodes, extensions: config.foreignErrorExtensions };
    const foreign = isOurs(name, config) ? undefined : reported;
    return { timeouts: config.timeouts, maxBytes: config.limits.answerBytes, credentials, foreign };
  };
  const opened: HttpTransport[] = [];
  const open = (name: string, url: string | undefined): HttpTransport => {
    const at = urls[name] ?? url;
    if (at === undefined)
      throw new Error(`The supergraph names no URL for ${name}: give one with --subgraph ${name}=http://…`);
    const transport = createHttpTransport({ name, url: at, ...wireOf(name) });
    opened.push(transport);
    return transport;
  };
  const transports = (name: string, url: string | undefined) => open(name, url).execute;
  const streams = (name: string, url: string | undefined) =>
    createHttpStream({ name, url: urls[name] ?? url ?? '', ...wireOf(name) });
  const versions = (name: string, url: string | undefined) => open(name, url).readRevision;
  const names = [...subgraphsOf(supergraphSdl).values()].map(({ name }) => name);
  const own = { transports, streams, versions };
  const others = Object.fromEntries(Object.entries(urls).filter(([name]) => !names.includes(name)));
  const joined = await loadJoined({ supergraphSdl, own, config: withJoined(config, others), logger });
  const gateway = await createGateway({ supergraphSdl, ...(joined?.wires ?? own), config, logger });
  const checks = [...subgraphsOf(supergraphSdl).values()].map(
    ({ name, url }) => [name, reachSubgraph(open(name, url))] as const,
  );
  const access = [...subgraphsOf(supergraphSdl).values()].find(({ name }) => name === 'access' && isOurs(name, config));
  const transport = access && open(access.name, access.url).execute;
  const register = transport && accessRegister(() => transport);
  const closers = [
    async () => joined?.close(),
    async () => void (await Promise.all(opened.map((transport) => transport.close()))),
  ];
  const has = (wanted: string) => names.includes(wanted) && isOurs(wanted, config);
  const mounts = MOUNTED_ON.every(has) ? productMounts(config) : [];
  // It asks all of ours: somebody else's supergraph has the IDE at `/`.
  const site = SUBGRAPH_NAMES.every(has) ? explorerSite() : undefined;
  const readiness = Object.fromEntries(checks);
  await joined?.follow(gateway);
  return serveGateway({ gateway, config, logger, register, mounts, site, readiness, closers });
}

/** The subgraphs that what is mounted asks: of another supergraph it would ask in vain. */
const MOUNTED_ON = ['datasets', 'experiments', 'models'];

/** What shows a subgraph who asks, by its name; undefined for somebody else's that is not to know. */
function credentialsBy(config: Config): (subgraph: string) => CredentialHeaders | undefined {
  const [issuer, stating] = [gatewayIssuer(config), statementIssuer(config)];
  return (name) => {
    if (issuer !== undefined && isOurs(name, config)) return gatewayCredentials(issuer, name, ownSubgraphs(config));
    const isTold = stating !== undefined && config.statements.subgraphs.includes(name);
    return isTold ? statementCredentials(stating, name) : undefined;
  };
}

/** Whether a subgraph is one of ours: without a key of the gateway's none is, whatever it is called. */
function isOurs(name: string, config: Config): boolean {
  return config.internalTokens.gatewayKey !== undefined && ownSubgraphs(config).includes(name);
}

function ownSubgraphs({ ownSubgraphs: named = SUBGRAPH_NAMES }: Config): readonly string[] {
  return named;
}
