import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config/config.js';

/**
 * The process's log: one JSON object a line on standard output. Requests are logged by id, operation name, status and
 * duration; variables, headers and the values of SQL statements never are.
 */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = { name: 'pedigraph', level: logLevel, serializers: { err: describeError, error: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error's own properties can be anything (TypeORM's hold the values of the statement), so they are chosen. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : { type: typeof error };
  const { code, query, originalError, cause } = error as Error & Record<'code' | 'query' | 'originalError', unknown>;
  const inner = originalError ?? cause;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof query === 'string' ? { sql: query } : {}),
    ...(inner instanceof Error && depth < 5 ? { cause: describeError(inner, depth + 1) } : {}),
  };
}
