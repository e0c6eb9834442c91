import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Span, tracer } from '../tracing/tracer.js';

/** What machines ask every few seconds, and each request of a gateway. */
const UNTRACED: ReadonlySet<string | undefined> = new Set(['/health/live', '/health/ready', '/metrics', '/version']);

/**
 * Has each request of a server traced, below the caller's span where it names one, where the process is traced at all.
 * A span tells the route and never the URL, whose query may hold anything.
 */
export function traceRequests(server: FastifyInstance): void {
  const tracing = tracer();
  if (tracing === undefined) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions, id } = request;
    const route = routeOptions.url;
    if (UNTRACED.has(route)) {
      done();
      return;
    }
    const span = tracing.receive(route === undefined ? method : `${method} ${route}`, headers, {
      'http.request.method': method,
      'http.route': route,
      'url.scheme': 'http',
      'url.path': route,
      'pedigraph.request.id': id,
    });
    spans.set(request, span);
    span.within(done);
  });
  // A body arrives in the context of its socket.
  server.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.within(done);
  });
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spans.get(request);
    span?.tell({ 'http.response.status_code': statusCode });
    if (statusCode >= 500) span?.fail(String(statusCode));
    span?.end();
    done();
  });
}
