import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LedgerLag } from '../ledger/ledger-lag.js';
import type { AdmitToMetrics } from './metrics-access.js';
import type { OperationEnd } from './operation-context.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** What this server counts. */
    metrics: Metrics;
  }
}

/**
 * What one server counts and shows at `/metrics`. No label holds what a client typed, so their number is bounded. Names
 * are those of OpenTelemetry's semantic conventions where they have one, as Prometheus writes them.
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export interface Metrics {
  /** Counts a request that was answered. */
  requestAnswered(request: { route: string | undefined; method: string; status: number }, seconds: number): void;
  /** Counts a GraphQL operation that was answered. */
  readonly operationEnded: OperationEnd;
  /** In Prometheus' text format. */
  expose(lag: readonly LedgerLag[]): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Any other is `_OTHER`. */
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

/** Makes the counters of one server; what it exposes covers its process (memory, event loop, garbage) too. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP server requests.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    registers,
  });
  const operations = new Counter({
    name: 'pedigraph_graphql_operations_total',
    help: 'GraphQL operations that were executed or refused, by type, and by outcome: ok, or the code of the first error.',
    labelNames: ['graphql_operation_type', 'outcome'],
    registers,
  });
  const lagOf = (unit: string, help: string) =>
    new Gauge({ name: `pedigraph_projection_lag_${unit}`, help, labelNames: ['ledger'], registers });
  const events = lagOf('events', 'Events of a ledger that its follower has not projected, counted up to 1000.');
  const seconds = lagOf('seconds', 'Age of the oldest event of a ledger that its follower has not projected.');

  return {
    requestAnswered({ route, method, status }, duration) {
      requests.observe(
        {
          http_request_method: KNOWN_METHODS.has(method) ? method : '_OTHER',
          ...(route === undefined ? {} : { http_route: route }),
          http_response_status_code: status,
        },
        duration,
      );
    },
    operationEnded: (type, outcome) => operations.inc({ graphql_operation_type: type, outcome }),
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

/** Adds `/metrics`, also answered while the server sheds load. */
export function addMetricsRoute(
  server: FastifyInstance,
  { admit, lag }: { readonly admit: AdmitToMetrics; readonly lag: () => Promise<readonly LedgerLag[]> },
): void {
  // Who may see them is not who may ask the API.
  server.get('/metrics', { config: { open: true }, logLevel: 'warn' }, async (request, reply) => {
    await admit(request.headers, request.socket);
    const { contentType, text } = await server.metrics.expose(await lag());
    return reply.header('content-type', contentType).send(text);
  });
}
