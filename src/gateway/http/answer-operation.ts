import type { FastifyRequest } from 'fastify';
import type { Config } from '#platform/config/config.js';
import { createWrittenPositions } from '#platform/ledger/ledger-positions.js';
import { answerWithApollo } from '#platform/server/answer-with-apollo.js';
import type { AnswerRequest } from '#platform/server/graphql-route.js';
import type { Gateway } from '../create-gateway.js';
import type { Documents } from '../documents/documents.js';
import { createAdmission } from '../guard/admit-operation.js';
import { createResponseCache, type Execution } from '../response-cache/response-cache.js';
import { asRevalidated } from './not-modified.js';
import { type RawOperation, readOperation } from './read-operation.js';

/**
 * Answers the operations of clients: the guard looks at each, an answer that still holds is given again, and everything
 * else is executed.
 */
export function createAnswering(
  gateway: Gateway,
  config: Pick<Config, 'limits' | 'responseCacheBytes'>,
  documents: Documents,
): AnswerRequest {
  const { apollo } = gateway;
  const admit = createAdmission(config.limits);
  const answers =
    config.responseCacheBytes === 0
      ? null
      : createResponseCache({ maxBytes: config.responseCacheBytes, readRevision: () => gateway.readRevision() });

  return async (request, waiting) => {
    const cameAt = performance.now();
    let operation: RawOperation;
    try {
      operation = readOperation(request, documents);
      admit(operation);
    } catch (refused) {
      return answerWithApollo(apollo, request, () => {
        throw refused;
      });
    }

    let isExecuted = false;
    const execute = async (signal: AbortSignal): Promise<Execution> => {
      isExecuted = true;
      const trace = { subgraphsUsed: new Set<string>(), isComplete: false };
      const createContext = () => ({
        caller: request.caller,
        requestId: request.id,
        cameAt,
        signal,
        written: createWrittenPositions(),
        trace,
      });
      const answer = await answerWithApollo(apollo, request, createContext, operation.sent);
      return { answer, isComplete: trace.isComplete && answer.status === 200, subgraphsUsed: trace.subgraphsUsed };
    };

    const key = answers === null ? null : keyOf(request, operation, gateway);
    if (answers === null || key === null) return (await execute(waiting.signal)).answer;
    const answer = await answers.answer(key, waiting, execute);
    // An execution is counted where it runs; what the cache answers are queries without an error.
    if (!isExecuted) request.server.metrics.operationEnded('query', 'ok');
    return request.method === 'GET' ? asRevalidated(request, answer) : answer;
  };
}

/**
 * The cache key: all that an answer depends on beside the data. Null where it depends on more, or where the server must
 * judge the request first.
 */
function keyOf(request: FastifyRequest, operation: RawOperation, gateway: Gateway): string | null {
  const { query, variables, operationName = null, isPlain } = operation;
  if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string')) return null;
  if (!isPlain || !passesCsrfPrevention(request) || !gateway.isCacheable(query, operationName ?? undefined))
    return null;
  const { accept = '' } = request.headers;
  return JSON.stringify([request.caller.rights.fingerprint, accept, operationName, variables ?? null, query]);
}

/** A browser sends no JSON to another site without a preflight request, and a GET only reads. */
function passesCsrfPrevention({ method, headers }: FastifyRequest): boolean {
  const type = headers['content-type'];
  const isJson = type?.startsWith('application/json') === true;
  return method === 'POST' ? isJson : method === 'GET' && (isJson || type === undefined);
}
