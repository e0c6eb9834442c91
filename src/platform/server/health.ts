import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { LedgerLag } from '../ledger/ledger-lag.js';
import { withTimeout } from '../transport/with-timeout.js';

/**
 * Resolves where a part of the system can do its work, rejects with the reason where it cannot; by name. A part that
 * follows ledgers resolves with how far it is behind: it does its work, and some of what it knows is older.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: most parts have no lag to report, and return nothing
export type ReadinessChecks = Readonly<Record<string, () => Promise<readonly LedgerLag[] | void>>>;

/** What the checks found. */
export interface Readiness {
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
  readonly lag: readonly LedgerLag[];
}

/** What the health routes need to know. */
export interface HealthOptions {
  /** See `readinessOf`. */
  readonly readiness: () => Promise<Readiness>;
  /** Whether the server is stopping. */
  readonly isDraining: () => boolean;
  /** What keeps nobody from being ready and should be known: sentences, for anybody to read. @default none */
  readonly warnings?: readonly string[] | undefined;
}

/** What the checks take. */
export interface ReadinessOptions {
  readonly checks: ReadinessChecks;
  readonly logger: Logger;
  /** How long a check may take, in milliseconds. @default 2000 */
  readonly deadline?: number | undefined;
}

/**
 * Adds `/health/live` (200 while the process can answer at all) and `/health/ready` (200 when every check passes, 503
 * otherwise or while draining). Both are for machines without a token and give no more than names, states, lag and
 * warnings.
 */
export function addHealthRoutes(server: FastifyInstance, options: HealthOptions): void {
  const { warnings = [] } = options;
  const route = { config: { open: true, anyName: true }, logLevel: 'warn' } as const;

  server.get('/health/live', route, async () => ({ status: 'live' }));
  server.get('/health/ready', route, async (_request, reply) => {
    if (options.isDraining()) return reply.code(503).send({ status: 'draining', checks: {} });
    const { checks, lag } = await options.readiness();
    const ready = Object.values(checks).every((state) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'unready',
      checks,
      ...(warnings.length === 0 ? {} : { warnings }),
      ...(lag.length === 0
        ? {}
        : { lag: Object.fromEntries(lag.map(({ ledger, events, seconds }) => [ledger, { events, seconds }])) }),
    });
  });
}

/** Makes the function that runs all checks. Anybody may ask: however many do at once, the checks run once. */
export function readinessOf(options: ReadinessOptions): () => Promise<Readiness> {
  return sharedWhileUnderWay(() => runChecks(options));
}

async function runChecks({ checks, logger, deadline = 2_000 }: ReadinessOptions): Promise<Readiness> {
  const lag: LedgerLag[] = [];
  const states = Object.entries(checks).map(async ([name, check]): Promise<[string, 'ok' | 'failed']> => {
    try {
      lag.push(...((await withTimeout(Promise.resolve(check()), deadline)) ?? []));
      return [name, 'ok'];
    } catch (error) {
      logger.warn({ err: error, check: name }, 'readiness check failed');
      return [name, 'failed'];
    }
  });
  return { checks: Object.fromEntries(await Promise.all(states)), lag };
}

function sharedWhileUnderWay<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
