import type { Logger } from 'pino';
import type { Config } from '../platform/config/config.js';
import { createHttpServer } from '../platform/server/create-http-server.js';
import type { Closer } from '../platform/server/drain.js';
import { addGraphqlRoute } from '../platform/server/graphql-route.js';
import type { ReadinessChecks } from '../platform/server/health.js';
import { type Serving, serve } from '../platform/server/serve.js';
import { createAnswering } from './answers/answer-operation.js';
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
  const server = createHttpServer({ config, logger });
  addGraphqlRoute(server, createAnswering(gateway, config));
  addIde(server);
  return serve(server, { config, logger, readiness, closers: [() => gateway.close(), ...closers] });
}
