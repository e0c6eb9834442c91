import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import { createLogger } from '#platform/server/logger.js';

/** A log, and from which level on it is written. */
export interface Log {
  readonly logger: Logger;
  readonly logLevel: Config['logLevel'];
}

/**
 * Opens the log of a server: JSON on standard output. Where that is a terminal it is lines for people, and from `warn`
 * on unless a level is set: a line a request would hide what the command prints.
 */
export async function openLog({ logLevel }: Pick<Config, 'logLevel'>, env = process.env): Promise<Log> {
  if (!process.stdout.isTTY) return { logger: createLogger({ logLevel }), logLevel };
  const level = env['PEDIGRAPH_LOG_LEVEL'] ? logLevel : 'warn';
  const { default: pretty } = await import('pino-pretty');
  const lines = pretty({ ignore: 'pid,hostname,name', translateTime: 'SYS:HH:MM:ss', destination: 1, sync: true });
  return { logger: createLogger({ logLevel: level }, lines), logLevel: level };
}
