import type { IncomingHttpHeaders } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { type GraphQLSchema, parse } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.js';
import { callerKey } from '../auth/caller-key.js';
import { MAX_HEADER_BYTES } from '../auth/internal-token/token-form.js';
import type { VerifyToken } from '../auth/internal-token/verify-token.js';
import type { Config } from '../config/config.js';
import { chooseExecutor } from '../execution/choose-executor.js';
import type { SchemaFor } from '../federation/build-subgraph.js';
import { DELEGATION_HEADER } from '../federation/credential-headers.js';
import { answerOnce } from '../idempotency/idempotency.js';
import { IDEMPOTENCY_HEADER, readIdempotencyHeader } from '../idempotency/idempotency-header.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';
import { readTimeLeft, TIME_LEFT_HEADER } from '../transport/time-left.js';
import { REVISION_PATH, type ReadRevision, type SubgraphStream } from '../transport/transport.js';
import { answerWithApollo } from './answer-with-apollo.js';
import { apolloOptions } from './apollo-options.js';
import { authenticateGateway } from './authenticate-gateway.js';
import { createHttpServer } from './create-http-server.js';
import { executedHere } from './executed-here.js';
import { addGraphqlRoute } from './graphql-route.js';
import type { ReadinessChecks } from './health.js';
import { createExecutionQueue } from './load-shedding/execution-queue.js';
import type { OperationContext } from './operation-context.js';
import { type Serving, serve } from './serve.js';
import { addStreamRoute } from './stream-route.js';
import { writtenPositionsPlugin } from './written-positions.plugin.js';

/** The caller of a subgraph, and how long its request may take. */
export interface SubgraphAsker {
  readonly caller: Caller;
  /** See `SubgraphRequest.delegation`. */
  readonly delegation: string | undefined;
  readonly requestId: string;
  /** Aborts when the gateway has given up, or the time it left has passed. */
  readonly signal: AbortSignal;
  /** The idempotency key of a mutation. */
  readonly idempotent?: IdempotentRequest | undefined;
}

/** Where nobody asks, nothing is seen. */
const NOTHING_SEEN = { hidden: [''] };

/** A subgraph to serve. */
export interface ServeSubgraphOptions<Context extends OperationContext> {
  readonly name: string;
  /** Whose tokens it believes (see `createTokenVerifier`): without one only the health routes answer. */
  readonly verify: VerifyToken;
  readonly schema: GraphQLSchema;
  /** The schema that a caller's operations run on. @default `schema`, for everybody */
  readonly schemaFor?: SchemaFor | undefined;
  readonly createContext: (asker: SubgraphAsker) => Context | Promise<Context>;
  /** What `/graphql/stream` follows. @default nothing: there is no such route */
  readonly subscribe?: SubgraphStream | undefined;
  /** What `/version` answers. @default nothing: gateways cache no answer of this subgraph */
  readonly readRevision?: ReadRevision | undefined;
  readonly config: Config;
  readonly readiness: ReadinessChecks;
  /** See `HealthOptions`. */
  readonly warnings?: readonly string[] | undefined;
  readonly logger: Logger;
}

/**
 * Serves one schema as a Federation subgraph: `/graphql`, `/version` and `/health/*`. Any federation router can stand
 * before it that signs tokens. All but the health routes want one; the caller is the one it was signed for.
 */
export async function serveSubgraph<Context extends OperationContext>(
  options: ServeSubgraphOptions<Context>,
): Promise<Serving> {
  const { schema, schemaFor, createContext, subscribe, readRevision, config, readiness, warnings } = options;
  const logger = options.logger.child({ subgraph: options.name });
  const base = apolloOptions(logger);
  const apollo = new ApolloServer<Context>({
    ...base,
    gateway: executedHere(
      schema,
      chooseExecutor(config.subgraph.executor),
      schemaFor && (({ caller }) => schemaFor(caller?.rights ?? NOTHING_SEEN)),
      answerOnce,
    ),
    plugins: [...base.plugins, writtenPositionsPlugin],
  });
  await apollo.start();

  const server = createHttpServer({
    config,
    logger,
    authenticate: authenticateGateway(options.verify),
    maxHeaderBytes: MAX_HEADER_BYTES,
  });
  const queue = createExecutionQueue(config.load);
  addGraphqlRoute(
    server,
    (request, { signal }) => {
      const { caller, id: requestId } = request;
      const delegation = delegationIn(request.headers);
      const askerOf = () => {
        const idempotent = readIdempotencyHeader(request.headers[IDEMPOTENCY_HEADER]);
        return createContext({ caller, delegation, requestId, signal, idempotent });
      };
      return queue.run(callerKey(caller), signal, () => answerWithApollo(apollo, request, askerOf));
    },
    // The work ends with its time even where something between the two keeps the connection open.
    ({ headers }) => readTimeLeft(headers[TIME_LEFT_HEADER]),
  );
  if (subscribe !== undefined) {
    addStreamRoute(server, {
      method: ['POST'],
      // A gateway reads no faster than its client, and ends both.
      stalled: 2 * config.timeouts.stalled,
      async open({ body, caller, headers, id: requestId }, signal) {
        const { query, variables, operationName } = (body ?? {}) as Record<string, never>;
        const delegation = delegationIn(headers);
        const document = parse(query ?? '');
        return subscribe({ document, variables, operationName, caller, delegation, requestId, signal });
      },
    });
  }
  if (readRevision !== undefined) server.get(`/${REVISION_PATH}`, async () => ({ version: await readRevision() }));
  return serve(server, {
    config: { ...config, metricsOpen: false },
    logger,
    readiness,
    warnings,
    closers: [() => apollo.stop()],
  });
}

/** Not read here: whom it is passed on to verifies it. */
function delegationIn({ [DELEGATION_HEADER]: token }: IncomingHttpHeaders): string | undefined {
  return typeof token === 'string' ? token : undefined;
}
