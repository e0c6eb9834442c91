import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { normaliseError } from '../errors/normalise-error.js';
import { statusOfCode } from './http-status.js';
import type { OperationContext } from './operation-log.plugin.js';

/** How a route makes an operation's context; what it throws is the answer. `signal` aborts when the client has gone. */
export type CreateOperationContext<Context> = (
  request: FastifyRequest,
  signal: AbortSignal,
) => Context | Promise<Context>;

/**
 * Adds `/graphql`: GraphQL over HTTP by GET and POST. This is `@as-integrations/fastify` without its detour over
 * `new URL(Host)`, which answers 500 to an odd Host header, and with the statuses the specification asks for.
 */
export function addGraphqlRoute<Context extends OperationContext>(
  server: FastifyInstance,
  apollo: ApolloServer<Context>,
  createContext: CreateOperationContext<Context>,
): void {
  server.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], // Apollo answers 405 with Allow to the other four
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const signal = abortedWhenGone(reply);
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: searchOf(request.url),
          body: request.body,
        },
        context: async () => {
          try {
            return await createContext(request, signal);
          } catch (error) {
            throw refusal(error, request);
          }
        },
      });
      void reply.code(statusOf(response)).headers(Object.fromEntries(response.headers));
      return response.body.kind === 'complete' ? response.body.string : Readable.from(response.body.asyncIterator);
    },
  });
}

/** With these codes the request was well-formed and the document, its variables or its size were not. */
const WELL_FORMED: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'QUERY_REFUSED',
]);

/**
 * GraphQL over HTTP §6.4.1: to a client of `application/json` such a refusal is 200 (a 4xx would look like a proxy's);
 * to one of `application/graphql-response+json` it is 400.
 */
function statusOf({ status, headers, body }: HTTPGraphQLResponse): number {
  if (status !== 400 || body.kind !== 'complete') return status ?? 200;
  if (!headers.get('content-type')?.startsWith('application/json')) return status;
  const { errors } = JSON.parse(body.string) as { errors?: { extensions?: { code?: unknown } }[] };
  return errors?.every(({ extensions }) => WELL_FORMED.has(extensions?.code)) ? 200 : status;
}

function refusal(error: unknown, request: FastifyRequest): GraphQLError {
  const { message, extensions } = normaliseError(error, {
    requestId: request.id,
    onFault: (err) => request.log.error({ err }, 'making the context failed'),
  });
  const http = { status: statusOfCode(extensions?.code) };
  return new GraphQLError(message, { extensions: { ...extensions, http } });
}

function abortedWhenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
