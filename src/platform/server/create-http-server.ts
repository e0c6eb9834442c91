import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { ANONYMOUS, type Caller } from '../auth/caller.js';
import type { Config } from '../config/config.js';
import { answerError, answerUnknownRoute } from './answer-error.js';
import type { Authenticate } from './authenticate.js';
import { inflateBody } from './inflate-body.js';
import { createMetrics } from './metrics.js';
import { parseJsonBodies } from './parse-json-body.js';
import { createQueryStringParser } from './parse-query-string.js';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any route sees the request. */
    caller: Caller;
  }
  interface FastifyInstance {
    /** Tells who asks from a request's headers; throws UNAUTHENTICATED. For what does not come as a request. */
    authenticate: Authenticate;
  }
  interface FastifyContextConfig {
    /** Served to everybody: neither token nor caller is asked for. @default false */
    open?: boolean;
  }
}

/** What the gateway and a subgraph tell their HTTP server. */
export interface HttpServerOptions {
  readonly config: Pick<Config, 'limits'>;
  /** Asked before any route that is not open, unknown paths too. */
  readonly authenticate: Authenticate;
  readonly logger: Logger;
}

/**
 * The HTTP server under the gateway and under every subgraph: request ids, the token, inflating within the body limit,
 * JSON, and errors in GraphQL's form whatever goes wrong. Routes are added to it before `listen`.
 */
export function createHttpServer({ config, logger, authenticate }: HttpServerOptions): FastifyInstance {
  const server = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Fastify's own lines hold the URL, and a GET's URL holds its variables
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: config.limits.bodyBytes,
    requestTimeout: 30_000, // a client that sends its request a byte at a time
    return503OnClosing: false, // what arrives while draining is still answered; `drain` sees to the end
    frameworkErrors: answerError,
    clientErrorHandler: answerMalformedHttp,
    routerOptions: { querystringParser: createQueryStringParser() },
    // No route has a schema: what would compile them is not loaded
    schemaController: { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } },
  });

  server.decorate('authenticate', authenticate);
  server.decorate('metrics', createMetrics());
  server.decorateRequest('caller', null as unknown as Caller);
  // Hooks with `done`: of one that is async every request would wait for a promise.
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    request.caller = request.routeOptions.config.open === true ? ANONYMOUS : authenticate(request.headers);
    done();
  });
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') done(null, payload);
    else done(null, inflateBody(encoding, payload, config.limits.bodyBytes));
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const { statusCode: status, elapsedTime } = reply;
    server.metrics.requestAnswered({ route: routeOptions.url ?? 'unknown', method, status }, elapsedTime / 1_000);
    const durationMs = Math.round(elapsedTime * 10) / 10;
    request.log.debug({ method, route: routeOptions.url, status, durationMs }, 'request answered');
    done();
  });
  parseJsonBodies(server);
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(answerUnknownRoute);
  return server;
}

const MALFORMED_HTTP = JSON.stringify({
  errors: [{ message: 'The request is not well-formed HTTP.', extensions: { code: 'BAD_REQUEST' } }],
});

function refuseSchema(): never {
  throw new Error('No route may have a JSON schema: what validates and serializes by one is not loaded.');
}

/** There is no request object yet: the answer is written to the socket as it is. */
function answerMalformedHttp(error: NodeJS.ErrnoException, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n` +
      `content-length: ${Buffer.byteLength(MALFORMED_HTTP)}\r\n\r\n${MALFORMED_HTTP}`,
  );
}
