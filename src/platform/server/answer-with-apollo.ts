import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { normaliseError } from '../errors/normalise-error.js';
import type { HttpAnswer } from './http-answer.js';
import { statusOfCode } from './http-status.js';
import type { OperationContext } from './operation-context.js';
import { outcomeOf } from './operation-end.plugin.js';

/** What answering an operation takes of a request. */
export type OperationRequest = Pick<
  FastifyRequest,
  'method' | 'url' | 'headers' | 'query' | 'body' | 'caller' | 'id' | 'log'
> & { readonly server: Pick<FastifyInstance, 'metrics'> };

/** What of a request Apollo Server reads an operation from. */
export interface SentOperation {
  /** From `?` on; empty where there is no query string. @default that of the request */
  readonly search?: string | undefined;
  /** @default that of the request */
  readonly body?: unknown;
}

/**
 * Has Apollo Server answer a request of GraphQL over HTTP. This is `@as-integrations/fastify` without its detour over
 * `new URL(Host)`, which answers 500 to an odd Host header, and with the statuses the specification asks for.
 * @param createContext makes the operation's context; what it throws is the answer
 */
export async function answerWithApollo<Context extends OperationContext>(
  apollo: ApolloServer<Context>,
  request: OperationRequest,
  createContext: () => Context | Promise<Context>,
  { search = searchOf(request.url), body = request.body }: SentOperation = {},
): Promise<HttpAnswer> {
  const { operationEnded } = request.server.metrics;
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers: headersOf(request), search, body },
    context: async () => {
      try {
        return Object.assign(await createContext(), { operationEnded });
      } catch (error) {
        const refused = refusal(error, request);
        operationEnded('unknown', outcomeOf([refused]));
        throw refused;
      }
    },
  });
  return {
    status: statusOf(response),
    headers: Object.fromEntries(response.headers),
    body: response.body.kind === 'complete' ? response.body.string : response.body.asyncIterator,
  };
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

function refusal(error: unknown, request: OperationRequest): GraphQLError {
  const { message, extensions } = normaliseError(error, {
    requestId: request.id,
    onFault: (err) => request.log.error({ err }, 'making the context failed'),
  });
  const http = { status: statusOfCode(extensions?.code) };
  return new GraphQLError(message, { extensions: { ...extensions, http } });
}

function headersOf({ method, headers }: OperationRequest): HeaderMap {
  const map = new HeaderMap();
  // A GET reads, and no page of another site gets to see the answer: Apollo Server's CSRF prevention is for the rest.
  if (method === 'GET') map.set('apollo-require-preflight', 'yes');
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
