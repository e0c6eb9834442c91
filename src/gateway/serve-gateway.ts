import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../platform/config/config.js';
import { createHttpServer } from '../platform/server/create-http-server.js';
import type { Closer } from '../platform/server/drain.js';
import { addGraphqlRoute } from '../platform/server/graphql-route.js';
import type { ReadinessChecks } from '../platform/server/health.js';
import { type Serving, serve } from '../platform/server/serve.js';
import { createAdmission, type RawOperation } from './admit-operation.js';
import type { Gateway } from './create-gateway.js';
import { addIde } from './ide/add-ide.js';

/** A gateway to serve. */
export interface ServeGatewayOptions {
  readonly gateway: Gateway;
  readonly config: Config;
  readonly logger: Logger;
  /** What `/health/ready` asks, by name. @default nothing: ready as soon as it listens */
  readonly readiness?: ReadinessChecks | undefined;
  /** What to close after the last request and after the gateway, in this order. */
  readonly closers?: readonly Closer[] | undefined;
}

/** Serves the API: `/graphql`, an IDE for people at `/`, and `/health/*`. */
export async function serveGateway(options: ServeGatewayOptions): Promise<Serving> {
  const { gateway, config, logger, readiness = {}, closers = [] } = options;
  const admit = createAdmission(config.limits);
  const server = createHttpServer({ config, logger });
  addGraphqlRoute(server, gateway.apollo, (request, signal) => {
    admit(operationOf(request));
    return { caller: request.caller, requestId: request.id, signal };
  });
  addIde(server);
  return serve(server, { config, logger, readiness, closers: [() => gateway.close(), ...closers] });
}

/** The operation as Apollo Server will read it: from the body of a POST, from the URL of a GET. */
function operationOf({ method, body, query }: FastifyRequest): RawOperation {
  if (method !== 'GET') return { ...(body as Partial<RawOperation> | null) } as RawOperation;
  const { query: document, variables } = query as Partial<Record<string, unknown>>;
  return { query: document, variables: typeof variables === 'string' ? fromJson(variables) : undefined };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Apollo Server says so
  }
}
