import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { OperationRequest } from '#platform/server/answer-with-apollo.js';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import type { ApiAnswer, AskApi } from '#platform/server/mount.js';
import type { Deadline } from '#platform/transport/deadline.js';
import type { ClientAuthentication } from '../authentication/authenticate-clients.js';
import type { AnswerOperation } from '../http/answer-operation.js';
import { keyHeaderOf } from '../idempotency/read-idempotency-key.js';
import { untilKnown } from './until-known.js';

/** By what a mounted API asks. */
export interface AskingOptions {
  readonly answer: AnswerOperation;
  readonly revisionOf: ClientAuthentication['revisionOf'];
}

/** What a request that only reads may be sent by. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Has operations answered in the name of whoever sent a request, by the very function that answers `/graphql`. A key
 * of the request (`Idempotency-Key`) stands for each of its mutations with the name and the number of the operation
 * behind it: sent again, the request finds what each of them did.
 */
export function askInNameOf(request: FastifyRequest, waiting: Deadline, options: AskingOptions): AskApi {
  const { answer, revisionOf } = options;
  const asked = new Map<string, number>();
  let isFirst = true;
  return async (query, variables = {}, { once = false } = {}) => {
    const kind = /^\s*(mutation|query|\{)/.exec(query)?.[1];
    const name = /^\s*\w+\s+(\w+)/.exec(query)?.[1] ?? '';
    const time = (asked.get(name) ?? 0) + 1;
    asked.set(name, time);
    const revision = isFirst ? revisionOf(request.headers) : undefined;
    isFirst = false;
    try {
      if (kind === 'mutation' && READING.has(request.method)) throw onlyReads(request.method);
      const key = keyHeaderOf(request);
      const isKeyOwn = once && key === undefined;
      const ownKey = isKeyOwn ? randomUUID() : undefined;
      const keyOfOperation = key === undefined ? ownKey : `${key}/${name}/${time}`;
      const sent = operationRequest(request, { query, variables }, keyOfOperation);
      const operation = { query, variables, operationName: undefined, isPlain: true };
      const send = async () => readAnswer(await answer(sent, waiting, { operation, revision, isKeyOwn }));
      return await (once ? untilKnown(send, waiting) : send());
    } catch (error) {
      const onFault = (err: unknown) => request.log.error({ err }, 'an operation of a mounted API failed');
      return { errors: [normaliseError(error, { requestId: request.id, onFault })] };
    }
  };
}

/** The operation as if it had been sent to `/graphql`. */
function operationRequest(request: FastifyRequest, body: object, key: string | undefined): OperationRequest {
  const { caller, id, log, server } = request;
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) };
  return { method: 'POST', url: '/graphql', headers, query: {}, body, caller, id, log, server };
}

async function readAnswer({ body }: HttpAnswer): Promise<ApiAnswer> {
  if (typeof body === 'string') return JSON.parse(body) as ApiAnswer;
  if (Buffer.isBuffer(body)) return JSON.parse(body.toString()) as ApiAnswer;
  const parts: string[] = [];
  for await (const part of body) parts.push(part);
  return JSON.parse(parts.join('')) as ApiAnswer;
}

function onlyReads(method: string): PedigraphError {
  return new PedigraphError('BAD_REQUEST', `A ${method} only reads, and this would write. Nothing was written.`);
}
