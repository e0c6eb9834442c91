import type { GatewayOptions } from '#gateway/create-gateway.js';
import type { Config } from '#platform/config/config.js';
import { statementCredentials } from '#platform/federation/credential-headers.js';
import { createHttpStream } from '#platform/federation/http-stream.js';
import { createHttpTransport, type HttpTransport } from '#platform/federation/http-transport.js';
import { statementIssuer } from '../internal-credentials.js';

/** How a gateway reaches subgraphs, by name and URL. */
export type Wires = {
  readonly [Kind in 'transports' | 'streams' | 'versions']: NonNullable<GatewayOptions[Kind]>;
};

/** Wires to subgraphs that others wrote, and their connections. */
export interface JoinedWires extends Wires {
  /** For a question of the process itself, beside the requests of clients. */
  open(name: string, url: string): HttpTransport;
  close(): Promise<void>;
}

/** What wires to joined subgraphs take. */
export type WiresConfig = Pick<
  Config,
  'timeouts' | 'limits' | 'statements' | 'foreignErrorCodes' | 'foreignErrorExtensions'
>;

/**
 * Reaches subgraphs of others over HTTP. They are shown no credential of ours or of a client, and a statement of who
 * asks where the configuration names them; their errors are read as foreign ones.
 */
export function joinedWires(config: WiresConfig): JoinedWires {
  const issuer = statementIssuer(config as Config);
  const opened = new Map<string, HttpTransport>();
  const options = (name: string, url: string | undefined) => ({
    name,
    url: url ?? '',
    timeouts: config.timeouts,
    maxBytes: config.limits.answerBytes,
    credentials:
      issuer !== undefined && config.statements.subgraphs.includes(name)
        ? statementCredentials(issuer, name)
        : undefined,
    foreign: { codes: config.foreignErrorCodes, extensions: config.foreignErrorExtensions },
  });
  const open = (name: string, url: string | undefined, use: string): HttpTransport => {
    const key = JSON.stringify([name, url, use]);
    const transport = opened.get(key) ?? createHttpTransport(options(name, url));
    opened.set(key, transport);
    return transport;
  };
  return {
    transports: (name, url) => open(name, url, 'requests').execute,
    streams: (name, url) => createHttpStream(options(name, url)),
    // Nothing of ours rests on what it answers: while it is away, only its own answers are not cached.
    versions: (name, url) => () =>
      open(name, url, 'requests')
        .readRevision()
        .catch(() => null),
    open: (name, url) => open(name, url, 'composition'),
    close: async () => void (await Promise.all([...opened.values()].map((transport) => transport.close()))),
  };
}
