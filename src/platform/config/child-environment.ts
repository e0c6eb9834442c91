import type { Config } from './config.js';
import { isLoopback } from './loopback.js';

/** What the processes of one deployment share. */
export interface Deployment {
  /** Of the role that serves. */
  readonly databaseUrl: string;
}

/**
 * The environment of a gateway or a subgraph of the same product on this machine: the same database, limits and log,
 * but an address of its own on loopback, under the names of the whole, and no role but the one that serves. By environment, for every user of the
 * machine can read the arguments of a process.
 */
export function childEnvironment(
  {
    logLevel,
    host,
    allowedHosts = isLoopback(host) ? [] : ['*'],
    trustedDocuments = '',
  }: Pick<Config, 'logLevel' | 'host' | 'allowedHosts' | 'trustedDocuments'>,
  { databaseUrl }: Deployment,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: '',
    HOST: '127.0.0.1',
    PORT: '',
    PEDIGRAPH_ALLOWED_HOSTS: allowedHosts.join(','),
    PEDIGRAPH_TRUSTED_DOCUMENTS: trustedDocuments,
    PEDIGRAPH_LOG_LEVEL: logLevel,
    // It is to end with its parent: where it finds none, that was gone before.
    PEDIGRAPH_SUPERVISED: '1',
  };
}

/** What gateways know clients by, and the names they have for them. */
const OF_CLIENTS =
  /^PEDIGRAPH_(?:TOKENS?|ALLOWED_HOSTS|(?:CORS|EMBED)_ORIGINS|OIDC_\w+|STATEMENT_(?:KEY|SUBGRAPHS)|JOIN_\w+)$/;

/** The same for a subgraph, which no client asks: it learns no client's token, and has no name but loopback's. */
export function withoutClients(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, OF_CLIENTS.test(name) ? '' : value]));
}
