import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { type Closer, prepareDrain } from './drain.js';
import { addHealthRoutes, type ReadinessChecks, readinessOf } from './health.js';
import { listen } from './listen.js';
import { addMetricsRoute } from './metrics.js';
import { metricsAccess } from './metrics-access.js';

/** A server that listens. */
export interface Serving {
  /** Where this machine reaches it, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops as `prepareDrain` does: requests under way finish first. */
  readonly close: () => Promise<void>;
}

/** What starting a server with routes takes. */
export interface ServeOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'timeouts' | 'metricsOpen' | 'metricsToken'>;
  readonly logger: Logger;
  readonly readiness: ReadinessChecks;
  /** See `HealthOptions`. */
  readonly warnings?: readonly string[] | undefined;
  /** What to close, in this order, after the last request. */
  readonly closers: readonly Closer[];
}

/**
 * Adds the health routes and the metrics, listens, and knows how to stop. Where it cannot listen, it closes what it was
 * to close.
 */
export async function serve(server: FastifyInstance, options: ServeOptions): Promise<Serving> {
  const { config, logger, readiness, warnings, closers } = options;
  const drain = prepareDrain({ server, timeouts: config.timeouts, closers, logger });
  const ask = readinessOf({ checks: readiness, logger });
  addHealthRoutes(server, { readiness: ask, isDraining: drain.isDraining, warnings });
  addMetricsRoute(server, {
    admit: metricsAccess(config, server.authenticate),
    lag: async () => (await ask()).lag,
  });
  try {
    return { url: await listen(server, config), close: drain.close };
  } catch (error) {
    await drain.close();
    throw error;
  }
}
