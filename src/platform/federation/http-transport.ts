import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql';
import { Pool } from 'undici';
import { SYSTEM } from '../auth/caller.js';
import type { Timeouts } from '../config/config.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { idempotencyHeaders } from '../idempotency/idempotency-header.js';
import { type SpanAttributes, traced, tracer } from '../tracing/tracer.js';
import { Deadline } from '../transport/deadline.js';
import { REQUEST_ID_HEADER } from '../transport/request-id.js';
import { TIME_LEFT_HEADER, timeLeft } from '../transport/time-left.js';
import {
  REVISION_PATH,
  type ReadRevision,
  type SubgraphRequest,
  type SubgraphTransport,
} from '../transport/transport.js';
import { type CircuitBreakerOptions, createCircuitBreaker } from './circuit-breaker.js';
import type { CredentialHeaders } from './credential-headers.js';
import { exchange } from './exchange.js';
import { type ForeignErrorOptions, foreignErrors } from './foreign-error.js';
import { readSubgraphAnswer } from './read-subgraph-answer.js';
import { requestBody } from './request-body.js';
import { SubgraphFailure, TooLargeAnswer } from './subgraph-failure.js';

/** A subgraph to be reached over HTTP. */
export interface HttpTransportOptions {
  /** Its name in the supergraph, which errors give. */
  readonly name: string;
  /** Its GraphQL endpoint, such as `http://models:4001/graphql`. */
  readonly url: string;
  readonly timeouts: Pick<Timeouts, 'subgraph'>;
  /** What shows it who asks. @default nothing: it is somebody else's, and not even told the caller */
  readonly credentials?: CredentialHeaders | undefined;
  readonly breaker?: CircuitBreakerOptions | undefined;
  /** Bytes of an answer at most. @default 16 MB */
  readonly maxBytes?: number | undefined;
  /** What of its errors reaches clients, for a subgraph that somebody else wrote. @default all */
  readonly foreign?: ForeignErrorOptions | undefined;
}

/** The transport and its connections. */
export interface HttpTransport {
  readonly execute: SubgraphTransport;
  /** Reads the revision; null from a server that has no such route, such as one that somebody else wrote. */
  readonly readRevision: ReadRevision;
  /** Closes the connections once the requests under way are answered. */
  readonly close: () => Promise<void>;
}

/** Bytes of an answer that are read by default: more would be parsed for longer than other requests should wait. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** Bytes of an answer with a revision, which is a short text. */
const MAX_REVISION_BYTES = 16 * 1024;

/** How long a revision may take to come, in milliseconds: without it an operation is only executed anew. */
const REVISION_TIMEOUT_MS = 1_000;

/**
 * Reaches a subgraph over keep-alive HTTP. A query that found no answer is sent once more; a mutation never. Rejects
 * with UNAVAILABLE naming the subgraph, or OUTCOME_UNKNOWN for a mutation that was sent and not answered.
 */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { name, timeouts, credentials, maxBytes = MAX_BYTES } = options;
  const foreign = options.foreign === undefined ? undefined : foreignErrors(name, options.foreign);
  const { origin, pathname, search } = new URL(options.url);
  const path = pathname + search;
  const versionPath = new URL(REVISION_PATH, options.url).pathname;
  const pool = new Pool(origin, { connections: 64, connect: { timeout: timeouts.subgraph } });
  const breaker = createCircuitBreaker(options.breaker);
  const spanOf = spanAttributes(options.url);

  const attempt = async (request: SubgraphRequest, deadline: Deadline): Promise<ExecutionResult> => {
    const shown = credentials?.(request);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      [REQUEST_ID_HEADER]: request.requestId,
      [TIME_LEFT_HEADER]: String(timeLeft(request.signal, timeouts.subgraph)),
      ...(shown instanceof Promise ? await shown : shown),
      ...idempotencyHeaders(request, foreign === undefined),
    };
    const body = requestBody(request);
    const send = () =>
      exchange(
        pool,
        { path, method: 'POST', headers: { ...headers, ...tracer()?.headers() }, body },
        deadline,
        maxBytes,
      );
    const answer = await traced('POST', 'client', spanOf, send, ({ status }) =>
      status < 400 ? undefined : `${status}`,
    );
    return readSubgraphAnswer(answer.status, answer.body, foreign);
  };

  const ask = async (request: SubgraphRequest, deadline: Deadline): Promise<ExecutionResult> => {
    const isMutation = isMutationRequest(request);
    for (let attempts = 1; ; attempts++) {
      try {
        const answer = await attempt(request, deadline);
        breaker.succeeded();
        return answer;
      } catch (error) {
        const facts = { isMutation, isTimeUp: deadline.passed, timeout: timeouts.subgraph };
        const failure = SubgraphFailure.of(name, error, facts);
        if (request.signal?.aborted === true) {
          breaker.abandoned();
          throw failure;
        }
        if (!isMutation && failure.mayPass && attempts === 1) continue;
        // It answers, and who asks for too much must not take it from the others.
        if (error instanceof TooLargeAnswer) breaker.succeeded();
        else breaker.failed();
        throw failure;
      }
    }
  };

  return {
    async execute(request) {
      if (!breaker.admits()) throw SubgraphFailure.resting(name);
      const deadline = new Deadline(timeouts.subgraph, { gone: request.signal });
      try {
        return await ask(request, deadline);
      } finally {
        deadline.end();
      }
    },
    async readRevision() {
      const deadline = new Deadline(REVISION_TIMEOUT_MS);
      try {
        const { status, body } = await exchange(
          pool,
          { path: versionPath, method: 'GET', headers: (await credentials?.({ caller: SYSTEM })) ?? {} },
          deadline,
          MAX_REVISION_BYTES,
        );
        return readRevisionAnswer(name, status, body);
      } finally {
        deadline.end();
      }
    },
    close: () => pool.close(),
  };
}

/** Of a call there: neither what its URL may hold of credentials nor its query. */
function spanAttributes(url: string): SpanAttributes {
  const { origin, pathname, hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.full': origin + pathname,
  };
}

/**
 * The revision from an answer with 200; null for whatever a server without such a route answers, whatever the status.
 */
function readRevisionAnswer(name: string, status: number, body: string): string | null {
  // A proxy whose server is away, or one of ours whose database is: it has a revision, and will answer it later.
  if (status >= 500)
    throw new PedigraphError('UNAVAILABLE', `The ${name} subgraph answered no revision (HTTP ${status}).`);
  if (status !== 200) return null;
  try {
    const version = (JSON.parse(body) as { readonly version?: unknown } | null)?.version;
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}

function isMutationRequest({ document, operationName }: SubgraphRequest): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
}
