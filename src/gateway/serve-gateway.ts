import type { Logger } from 'pino';
import { admitsAnonymous, type Config } from '#platform/config/config.js';
import { createHttpServer } from '#platform/server/create-http-server.js';
import type { Closer } from '#platform/server/drain.js';
import { addGraphqlRoute } from '#platform/server/graphql-route.js';
import type { ReadinessChecks } from '#platform/server/health.js';
import { createExecutionQueue } from '#platform/server/load-shedding/execution-queue.js';
import type { Mount } from '#platform/server/mount.js';
import { type Serving, serve } from '#platform/server/serve.js';
import { addStreamRoute } from '#platform/server/stream-route.js';
import { addMethods } from './authentication/add-methods.js';
import { readApiKey } from './authentication/api-key.js';
import { authenticateClients } from './authentication/authenticate-clients.js';
import type { CallerRegister } from './authentication/caller-register.js';
import { loadOidc } from './authentication/load-oidc.js';
import { readSettingsToken } from './authentication/settings-token.js';
import type { Gateway } from './create-gateway.js';
import { openDocuments } from './documents/documents.js';
import { addJwks } from './http/add-jwks.js';
import { createAnswering } from './http/answer-operation.js';
import { dropInternalHeaders } from './http/drop-internal-headers.js';
import { addIde } from './ide/add-ide.js';
import { keyHeaderOf } from './idempotency/read-idempotency-key.js';
import { createRateLimiter } from './limits/rate-limiter.js';
import { openRateStore } from './limits/rate-store.js';
import { takeTurns } from './limits/take-turns.js';
import { createOpenOperation } from './live/open-operation.js';
import { readLiveOperation } from './live/read-live-operation.js';
import { addWebSocket } from './live/web-socket.js';
import { addMount } from './mounts/add-mount.js';
import { addSite } from './site/add-site.js';
import type { Site } from './site/site.js';
import { addTables } from './tables/add-tables.js';

/** A gateway to serve. */
export interface ServeGatewayOptions {
  readonly gateway: Gateway;
  readonly config: Config;
  readonly logger: Logger;
  /** Where it is written who has which key and which role. @default nowhere: the settings alone say it */
  readonly register?: CallerRegister | undefined;
  /** APIs in other tools' forms, beside GraphQL's. @default none */
  readonly mounts?: readonly Mount[] | undefined;
  /** Pages for people, at `/`. @default none: the IDE is there */
  readonly site?: Site | undefined;
  /** What `/health/ready` asks, by name. @default nothing: ready as soon as it listens */
  readonly readiness?: ReadinessChecks | undefined;
  /** See `HealthOptions`. */
  readonly warnings?: readonly string[] | undefined;
  /** What to close after the last request and after the gateway, in this order. */
  readonly closers?: readonly Closer[] | undefined;
}

/**
 * Serves the API: `/graphql`, tables of it at `/query.csv` and `/query.json`, subscriptions there (WebSocket) and at `/graphql/stream` (server-sent events), pages for
 * people at `/` and an IDE at `/ide/`, sign-in by `/auth/*` where the settings have a provider (`/auth/methods` says whether), and `/health/*`.
 */
export async function serveGateway(options: ServeGatewayOptions): Promise<Serving> {
  const { gateway, config, logger, register, mounts = [], site, readiness = {}, warnings, closers = [] } = options;
  const oidc = await loadOidc(config.oidc, logger, register);
  const { authenticate, revisionOf } = authenticateClients({
    register,
    readers: [readSettingsToken(config), ...(register === undefined ? [] : [readApiKey]), ...oidc.readers],
    readRevision: () => gateway.readRevision(),
    admitsAnonymous: admitsAnonymous(config),
    readingIsOpen: config.access.reading === 'open',
    signInAt: oidc.signInAt,
  });
  const longestRequest = Math.max(0, ...mounts.map(({ uploads }) => uploads?.time ?? 0));
  const server = createHttpServer({ config, logger, authenticate, callers: config.callers, longestRequest });
  dropInternalHeaders(server);
  const documents = await openDocuments(config);
  const queue = createExecutionQueue(config.load);
  const { operationsPerMinute: max, ratesDatabaseUrl: databaseUrl } = config.callers;
  const store = openRateStore({ name: 'operations', max, databaseUrl, logger });
  const rate = createRateLimiter({ limit: 'operationsPerMinute', max, of: 'operations', store });
  const inTurn = takeTurns(queue, rate);
  const answer = createAnswering({ gateway, config, documents, queue, inTurn, revisionOf });
  addGraphqlRoute(server, answer);
  addTables(server, { answer, documents });
  const open = createOpenOperation({ gateway, config, documents, inTurn, logger });
  addStreamRoute(server, {
    method: ['GET', 'POST'],
    stalled: config.timeouts.stalled,
    open: async (request, signal) =>
      open(readLiveOperation(request, documents), {
        authenticate: async () => server.authenticate({ ...request.headers }, request.socket),
        requestId: request.id,
        signal,
        idempotencyKey: keyHeaderOf(request),
      }),
  });
  addWebSocket(server, { open, schema: () => gateway.schema, limits: config.live });
  addJwks(server, config);
  addIde(server, site === undefined ? ['/'] : []);
  if (site !== undefined) addSite(server, site, config.embedOrigins);
  addMethods(server, { oidc: config.oidc, signInAt: oidc.signInAt });
  const { signInsPerMinute } = config.callers;
  const signIns = openRateStore({ name: 'sign-ins', max: signInsPerMinute, logger });
  const of = 'requests to sign in or out';
  oidc.addRoutes(server, createRateLimiter({ limit: 'signInsPerMinute', max: signInsPerMinute, of, store: signIns }));
  for (const mount of mounts) addMount(server, mount, { answer, revisionOf, config });
  return serve(server, {
    config,
    logger,
    readiness,
    warnings,
    closers: [() => gateway.close(), () => store.close(), ...closers],
  });
}
