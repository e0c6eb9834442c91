import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Resolves where a part of the system can do its work, rejects with the reason where it cannot; by name. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<void>>>;

/** What the health routes need to know. */
export interface HealthOptions {
  readonly checks: ReadinessChecks;
  readonly logger: Logger;
  /** Whether the server has been told to stop. */
  readonly isDraining: () => boolean;
  /** How long a check may take, in milliseconds. @default 2000 */
  readonly deadline?: number | undefined;
}

/**
 * Adds `/health/live` (200 while the process can answer at all) and `/health/ready` (200 when every check passes, 503
 * otherwise or while draining). Both are for machines without a token and say no more than names and states.
 */
export function addHealthRoutes(server: FastifyInstance, options: HealthOptions): void {
  const route = { config: { open: true }, logLevel: 'warn' } as const;
  const check = sharedWhileUnderWay(() => runChecks(options));

  server.get('/health/live', route, async () => ({ status: 'live' }));
  server.get('/health/ready', route, async (_request, reply) => {
    if (options.isDraining()) return reply.code(503).send({ status: 'draining', checks: {} });
    const checks = await check();
    const ready = Object.values(checks).every((state) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unready', checks });
  });
}

type CheckState = 'ok' | 'failed';

async function runChecks({ checks, logger, deadline = 2_000 }: HealthOptions): Promise<Record<string, CheckState>> {
  const states = Object.entries(checks).map(async ([name, check]): Promise<[string, CheckState]> => {
    try {
      await within(deadline, check());
      return [name, 'ok'];
    } catch (error) {
      logger.warn({ err: error, check: name }, 'readiness check failed');
      return [name, 'failed'];
    }
  });
  return Object.fromEntries(await Promise.all(states));
}

async function within(deadline: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadline} ms`)), deadline);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Anybody may ask for readiness: however many do at once, the checks run once. */
function sharedWhileUnderWay<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
