import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LedgerLag } from '../ledger/ledger-lag.js';
import type { OperationEnd } from './operation-context.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** What this server counts. */
    metrics: Metrics;
  }
}

/** What one server counts and shows at `/metrics`. No label holds what a client typed, so their number is bounded. */
export interface Metrics {
  /** Counts a request that was answered. */
  requestAnswered(labels: { route: string; method: string; status: number }, seconds: number): void;
  /** Counts a GraphQL operation that was answered. */
  readonly operationEnded: OperationEnd;
  /** In Prometheus' text format. */
  expose(lag: readonly LedgerLag[]): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Makes the counters of one server; what it exposes covers its process (memory, event loop, garbage) too. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'pedigraph_http_request_duration_seconds',
    help: 'How long HTTP requests took, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const operations = new Counter({
    name: 'pedigraph_graphql_operations_total',
    help: 'GraphQL operations that were executed or refused, by type, and by outcome: ok, or the code of the first error.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const lagOf = (unit: string, help: string) =>
    new Gauge({ name: `pedigraph_projection_lag_${unit}`, help, labelNames: ['ledger'], registers });
  const events = lagOf('events', 'Events of a ledger that its follower has not projected, counted up to 1000.');
  const seconds = lagOf('seconds', 'Age of the oldest event of a ledger that its follower has not projected.');

  return {
    requestAnswered: ({ route, method, status }, duration) => requests.observe({ route, method, status }, duration),
    operationEnded: (type, outcome) => operations.inc({ type, outcome }),
    async expose(lag) {
      // A ledger that does not answer has no known lag: better no value than the last one.
      events.reset();
      seconds.reset();
      for (const each of lag) {
        if (each.events !== null) events.set({ ledger: each.ledger }, each.events);
        if (each.seconds !== null) seconds.set({ ledger: each.ledger }, each.seconds);
      }
      const all = Registry.merge([registry, ofProcess()]);
      return { contentType: all.contentType, text: await all.metrics() };
    },
  };
}

let processRegistry: Registry | undefined;

/** One for all servers of the process: each collection watches the garbage collector anew. */
function ofProcess(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/**
 * Adds `/metrics`. It shows how much is asked and what of, so it requires the token that every route requires, unless
 * it is configured as open.
 */
export function addMetricsRoute(
  server: FastifyInstance,
  { open, lag }: { readonly open: boolean; readonly lag: () => Promise<readonly LedgerLag[]> },
): void {
  server.get('/metrics', { config: { open }, logLevel: 'warn' }, async (_request, reply) => {
    const { contentType, text } = await server.metrics.expose(await lag());
    return reply.header('content-type', contentType).send(text);
  });
}
