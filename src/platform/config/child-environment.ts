import type { Config } from './config.js';

/**
 * What a process of the same product is told on this machine: the same database, token, limits and log, but an address
 * of its own on loopback.
 */
export function childEnvironment(config: Config, databaseUrl: string): NodeJS.ProcessEnv {
  const { token, logLevel } = config;
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '',
    PEDIGRAPH_TOKEN: token ?? '',
    PEDIGRAPH_LOG_LEVEL: logLevel,
  };
}
