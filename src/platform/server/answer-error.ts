import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { normaliseError } from '../errors/normalise-error.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { statusOfCode } from './http-status.js';
import { payloadTooLarge } from './inflate-body.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** An error outside of GraphQL as it is reported to clients. */
export interface ReportedRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reported: GraphQLFormattedError;
}

/** Words an error outside of GraphQL; faults of ours are logged. */
export function reportedError(error: unknown, request: FastifyRequest): ReportedRefusal {
  const reported = normaliseError(inOurWords(error, request), {
    requestId: request.id,
    onFault: (fault) => request.log.error({ err: fault }, 'request failed'),
  });
  const status = statusOf(error, reported.extensions?.['code']);
  // Of a URL that cannot be read Fastify asks no hook.
  const headers = { ...SECURITY_HEADERS, ...headersOfError(error) };
  return {
    status,
    headers: status === 401 ? { ...headers, 'www-authenticate': 'Bearer realm="pedigraph"' } : headers,
    reported,
  };
}

/** Answers whatever went wrong outside of GraphQL in GraphQL's form, so that a client needs one way to read errors. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, headers, reported } = reportedError(error, request);
  return reply
    .code(status)
    .headers(headers)
    .type('application/json; charset=utf-8')
    .send({ errors: [reported] });
}

/** The answer to a path without a route. */
export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0];
  return answerError(
    new PedigraphError('NOT_FOUND', `Nothing is served at ${request.method} ${path}; the API is POST /graphql.`),
    request,
    reply,
  );
}

/** What an error sets of its answer over HTTP, beside its code. */
interface OverHttp {
  readonly status?: number;
  /** A map where the error may also end an operation: Apollo Server takes no other. */
  readonly headers?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
}

/** The headers that an error sets of its answer, such as `Retry-After`. */
export function headersOfError(error: unknown): Readonly<Record<string, string>> {
  const { headers = {} } = httpOf(error) ?? {};
  return headers instanceof Map ? Object.fromEntries(headers) : (headers as Readonly<Record<string, string>>);
}

function httpOf(error: unknown): OverHttp | undefined {
  return error instanceof GraphQLError ? (error.extensions.http as OverHttp | undefined) : undefined;
}

function statusOf(error: unknown, code: unknown): number {
  return httpOf(error)?.status ?? fastifyStatus(error) ?? statusOfCode(code);
}

/** Fastify's own refusals (FST_…) are the client's mistakes when their status is 4xx. */
function inOurWords(error: unknown, request: FastifyRequest): unknown {
  const status = fastifyStatus(error);
  if (status === undefined) return error;
  if (status === 413) return payloadTooLarge(request.routeOptions.bodyLimit);
  if (status === 415) return new PedigraphError('BAD_REQUEST', 'Send the request as Content-Type: application/json.');
  return new PedigraphError('BAD_REQUEST', (error as FastifyError).message);
}

function fastifyStatus(error: unknown): number | undefined {
  const { code, statusCode } = error as Partial<FastifyError>;
  const isFastifys = typeof code === 'string' && code.startsWith('FST_');
  return isFastifys && statusCode !== undefined && statusCode < 500 ? statusCode : undefined;
}
