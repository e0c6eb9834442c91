import type { GraphQLError } from 'graphql';
import { callerKey } from '#platform/auth/caller-key.js';
import type { Config } from '#platform/config/config.js';
import { createWrittenPositions } from '#platform/ledger/ledger-positions.js';
import { answerWithApollo, type OperationRequest } from '#platform/server/answer-with-apollo.js';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import type { ExecutionQueue } from '#platform/server/load-shedding/execution-queue.js';
import { retryAfter } from '#platform/server/load-shedding/overloaded.js';
import { outcomeOf } from '#platform/server/operation-end.plugin.js';
import type { Deadline } from '#platform/transport/deadline.js';
import type { ClientAuthentication } from '../authentication/authenticate-clients.js';
import type { Gateway } from '../create-gateway.js';
import type { Documents } from '../documents/documents.js';
import type { OperationTrace } from '../gateway-context.js';
import { createAdmission } from '../guard/admit-operation.js';
import { schemaReaders } from '../guard/schema-readers.js';
import { keyHeaderOf } from '../idempotency/read-idempotency-key.js';
import type { InTurn } from '../limits/take-turns.js';
import { createResponseCache, type Execution } from '../response-cache/response-cache.js';
import type { StoreRevision } from '../response-cache/store-revision.js';
import { asRevalidated } from './not-modified.js';
import { type RawOperation, readOperation } from './read-operation.js';

/** What answering operations takes. */
export interface AnsweringOptions {
  readonly gateway: Gateway;
  readonly config: Pick<Config, 'gateway' | 'limits' | 'responseCacheBytes' | 'token' | 'tokens' | 'oidc' | 'access'>;
  readonly documents: Documents;
  /** Where operations wait for their turn. */
  readonly queue: Pick<ExecutionQueue, 'pushBack'>;
  readonly inTurn: InTurn;
  readonly revisionOf: ClientAuthentication['revisionOf'];
}

/** An operation that is not read from the request. */
export interface GivenOperation {
  readonly operation: RawOperation;
  /** The store's revision, where it was read since the request came. @default it is read now */
  readonly revision: StoreRevision | null | undefined;
  /** See `IdempotentRequest.isOwn`. */
  readonly isKeyOwn: boolean;
}

/**
 * Answers an operation; `waiting` is over when the client has left.
 * @param given the operation. @default the one that the request holds
 */
export type AnswerOperation = (
  request: OperationRequest,
  waiting: Deadline,
  given?: GivenOperation,
) => Promise<HttpAnswer>;

/**
 * Answers the operations of clients: the guard looks at each, an answer that still holds is given again, and everything
 * else waits for its turn and is executed.
 */
export function createAnswering({
  gateway,
  config,
  documents,
  queue,
  inTurn,
  revisionOf,
}: AnsweringOptions): AnswerOperation {
  const { apollo } = gateway;
  const admit = createAdmission(config.limits, schemaReaders(config));
  const answers =
    config.responseCacheBytes === 0
      ? null
      : createResponseCache({ maxBytes: config.responseCacheBytes, readRevision: () => gateway.readRevision() });

  const counted = async (request: OperationRequest, signal: AbortSignal, work: () => Promise<HttpAnswer>) => {
    try {
      return await inTurn(request.caller, signal, work);
    } catch (refused) {
      request.server.metrics.operationEnded('unknown', outcomeOf([refused as GraphQLError]));
      throw refused;
    }
  };

  return async (request, waiting, given) => {
    const cameAt = performance.now();
    let operation: RawOperation;
    try {
      operation = given?.operation ?? readOperation(request, documents);
      admit(operation, request.caller);
    } catch (refused) {
      return answerWithApollo(apollo, request, () => {
        throw refused;
      });
    }

    let isExecuted = false;
    const execute = async (signal: AbortSignal): Promise<Execution> => {
      isExecuted = true;
      const trace: OperationTrace = { subgraphsUsed: new Set(), isComplete: false, isOverloaded: false };
      const createContext = () => ({
        caller: request.caller,
        requestId: request.id,
        cameAt,
        signal,
        idempotencyKey: keyHeaderOf(request),
        isKeyOwn: given?.isKeyOwn,
        written: createWrittenPositions(),
        trace,
      });
      const answer = await counted(request, signal, () =>
        answerWithApollo(apollo, request, createContext, operation.sent),
      );
      if (trace.isOverloaded) {
        queue.pushBack();
        return { answer: asOverloaded(answer), isComplete: false, subgraphsUsed: trace.subgraphsUsed };
      }
      return { answer, isComplete: trace.isComplete && answer.status === 200, subgraphsUsed: trace.subgraphsUsed };
    };

    const key = answers === null ? null : keyOf(request, operation, gateway);
    if (answers === null || key === null) return (await execute(waiting.signal)).answer;
    const seen = given === undefined ? revisionOf(request.headers) : given.revision;
    const answer = await answers.answer(key, waiting, execute, seen);
    // An execution is counted where it runs; what the cache answers are queries without an error.
    if (!isExecuted) request.server.metrics.operationEnded('query', 'ok');
    return request.method === 'GET' ? asRevalidated(request, answer) : answer;
  };
}

/** A part that was refused by a subgraph is refused here: as a whole it may be sent again. */
function asOverloaded(answer: HttpAnswer): HttpAnswer {
  return { ...answer, status: 503, headers: { ...answer.headers, ...retryAfter() } };
}

/**
 * The cache key: all that an answer depends on beside the data. Null where it depends on more, or where the server must
 * judge the request first.
 */
function keyOf(request: OperationRequest, operation: RawOperation, gateway: Gateway): string | null {
  const { query, variables, operationName = null, isPlain } = operation;
  if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string')) return null;
  if (!isPlain || !passesCsrfPrevention(request)) return null;
  const scope = gateway.cacheScope(query, operationName ?? undefined);
  if (scope === 'NONE') return null;
  const { caller } = request;
  const { accept = '' } = request.headers;
  const whose = scope === 'CALLER' ? callerKey(caller) : null;
  const audience = [caller.rights.fingerprint, gateway.audienceOf(caller), whose];
  return JSON.stringify([...audience, accept, operationName, variables ?? null, query]);
}

/** A browser sends no JSON to another site without a preflight request, and a GET only reads. */
function passesCsrfPrevention({ method, headers }: OperationRequest): boolean {
  const type = headers['content-type'];
  const isJson = type?.startsWith('application/json') === true;
  return method === 'POST' ? isJson : method === 'GET' && (isJson || type === undefined);
}
