import cors from '@fastify/cors';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type onRequestHookHandler,
} from 'fastify';
import type { Logger } from 'pino';
import { ANONYMOUS, type Caller } from '../auth/caller.js';
import type { Config } from '../config/config.js';
import { REQUEST_ID_HEADER, requestIdOf } from '../transport/request-id.js';
import { answerError, answerUnknownRoute } from './answer-error.js';
import { answerMalformedHttp } from './answer-malformed-http.js';
import type { Authenticate } from './authenticate.js';
import { type AuthenticateFrom, limitBadCredentials } from './bad-credentials.js';
import { boundCallers } from './caller-bound.js';
import { type Connections, followConnections } from './connections.js';
import { endSlowRequests } from './end-slow-requests.js';
import { inflateBody } from './inflate-body.js';
import { lingerOnClose } from './linger-on-close.js';
import { boundWhileSaturated } from './load-shedding/bound-while-saturated.js';
import { watchLoopDelay } from './load-shedding/loop-delay.js';
import { shedRequests } from './load-shedding/shed-requests.js';
import { createMetrics } from './metrics.js';
import { type OwnNames, ownNames } from './own-names.js';
import { parseJsonBodies } from './parse-json-body.js';
import { createQueryStringParser } from './parse-query-string.js';
import { readPassword } from './read-password.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { traceRequests } from './trace-requests.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller; set before any route sees the request. */
    caller: Caller;
  }
  interface FastifyInstance {
    /** By which names it is asked. For what does not come as a request. */
    ownNames: OwnNames;
    connections: Connections;
    /** The caller, from headers and the connection; throws UNAUTHENTICATED. For what does not come as a request. */
    authenticate: AuthenticateFrom;
  }
  interface FastifyContextConfig {
    /** Served to everybody: neither token nor caller is asked for. @default false */
    open?: boolean;
    /** Open, and bounded as if it were not: for what is no probe and costs something. @default false */
    bounded?: boolean;
    /** Answered under any name, for probes that know an address alone. @default false */
    anyName?: boolean;
    /** Takes HTTP Basic (RFC 7617) too, whose password is the token: for clients that know no other way. @default false */
    basic?: boolean;
    /** May take as long to arrive as `longestRequest` says: for uploads. @default false */
    slow?: boolean;
  }
}

/** What the gateway and a subgraph configure their HTTP server with. */
export interface HttpServerOptions {
  readonly config: Pick<Config, 'limits' | 'load' | 'timeouts' | 'host' | 'allowedHosts' | 'corsOrigins'>;
  /** Asked before any route that is not open, unknown paths too. */
  readonly authenticate: Authenticate;
  /** What one caller, and one address, may ask. @default anything: gateways are bounded where they are asked */
  readonly callers?: Pick<Config['callers'], 'requestsAtOnce' | 'badCredentialsPerMinute'> | undefined;
  /** How long a request of a `slow` route may take to arrive, in milliseconds. @default as long as any other */
  readonly longestRequest?: number | undefined;
  /** Bytes of a request's headers at most. @default 16 KB, Node.js's own */
  readonly maxHeaderBytes?: number | undefined;
  readonly logger: Logger;
}

/**
 * The HTTP server under the gateway and under every subgraph: request ids, the token, inflating within the body limit,
 * JSON, and errors in GraphQL's form whatever goes wrong. Routes are added to it before `listen`.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { config, logger, maxHeaderBytes, callers } = options;
  const { longestRequest = config.timeouts.request } = options;
  const server = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Fastify's own lines hold the URL, and a GET's URL holds its variables
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: config.limits.bodyBytes,
    // A client that sends its request a byte at a time
    requestTimeout: Math.max(longestRequest, config.timeouts.request),
    http: {
      ...(maxHeaderBytes === undefined ? {} : { maxHeaderSize: maxHeaderBytes }),
      headersTimeout: Math.ceil(config.timeouts.request / 3),
      connectionsCheckingInterval: Math.min(1_000, config.timeouts.request),
    },
    return503OnClosing: false, // what arrives while draining is still answered; `drain` sees to the end
    frameworkErrors: answerError,
    clientErrorHandler: (error, socket) => answerMalformedHttp(error, socket, connections),
    routerOptions: { querystringParser: createQueryStringParser() },
    // No route has a schema: what would compile them is not loaded
    schemaController: { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } },
  });

  const connections = followConnections(server.server);
  lingerOnClose(server.server);
  const names = ownNames(config);
  const loopDelay = watchLoopDelay();
  const shed = shedRequests({ ...config.load, loopDelay: loopDelay.current });
  const { executing, targetMs } = config.load;
  const boundSaturated = boundWhileSaturated({ least: executing, targetMs });
  server.addHook('onClose', async () => loopDelay.stop());
  const authenticate: AuthenticateFrom =
    callers === undefined
      ? options.authenticate
      : limitBadCredentials(options.authenticate, { perMinute: callers.badCredentialsPerMinute });
  const bound = callers && boundCallers(callers.requestsAtOnce);

  server.decorate('connections', connections);
  server.decorate('ownNames', names);
  server.decorate('authenticate', authenticate);
  server.decorate('metrics', createMetrics());
  server.decorateRequest('caller', null as unknown as Caller);
  // Hooks with `done`: of one that is async every request would wait for a promise.
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done();
  });
  traceRequests(server);
  const admit: onRequestHookHandler = (request, reply, done) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    const { open, bounded, anyName, basic } = request.routeOptions.config;
    const isBounded = open !== true || bounded === true;
    if (anyName !== true) names.refuseForeign(request.raw);
    if (isBounded) shed(request, reply);
    if (basic === true) readPassword(request.headers);
    const caller = open === true ? ANONYMOUS : authenticate(request.headers, request.socket);
    const admitted = (known: Caller): void => {
      request.caller = known;
      try {
        if (isBounded) {
          bound?.(request, reply);
          boundSaturated(request, reply);
        }
      } catch (refused) {
        done(refused as Error);
        return;
      }
      done();
    };
    if (caller instanceof Promise) caller.then(admitted, done);
    else admitted(caller);
  };
  if (longestRequest > config.timeouts.request) endSlowRequests(server, config.timeouts.request);
  const { corsOrigins } = config;
  if (corsOrigins.length === 0) server.addHook('onRequest', admit);
  else {
    // First, so that a page gets to read refusals too; the browser's own question carries no token.
    void server.register(cors, {
      origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
      methods: ['GET', 'POST'],
      exposedHeaders: ['ETag', 'Retry-After', REQUEST_ID_HEADER],
      maxAge: 600,
    });
    void server.after(() => void server.addHook('onRequest', admit));
  }
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') done(null, payload);
    else done(null, inflateBody(encoding, payload, config.limits.bodyBytes));
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const { statusCode: status, elapsedTime } = reply;
    server.metrics.requestAnswered({ route: routeOptions.url, method, status }, elapsedTime / 1_000);
    const durationMs = Math.round(elapsedTime * 10) / 10;
    request.log.debug({ method, route: routeOptions.url, status, durationMs }, 'request answered');
    done();
  });
  parseJsonBodies(server, config.limits.values);
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(answerUnknownRoute);
  return server;
}

function refuseSchema(): never {
  throw new Error('No route may have a JSON schema: what validates and serializes by one is not loaded.');
}
