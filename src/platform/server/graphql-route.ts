import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Deadline } from '../federation/deadline.js';
import type { HttpAnswer } from './http-answer.js';

/** Answers a request of GraphQL over HTTP; `gone` aborts when the client has left. */
export type AnswerRequest = (request: FastifyRequest, gone: AbortSignal) => Promise<HttpAnswer>;

/** How many milliseconds a request may take; undefined where it does not say. */
export type TimeOfRequest = (request: FastifyRequest) => number | undefined;

/**
 * Adds `/graphql`: GraphQL over HTTP by GET and POST.
 * @param timeOf `gone` aborts then, too. @default no request says
 */
export function addGraphqlRoute(server: FastifyInstance, answer: AnswerRequest, timeOf?: TimeOfRequest): void {
  server.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], // Apollo answers 405 with Allow to the other four
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer(request, abortedWhenGone(reply, timeOf?.(request)));
      void reply.code(status).headers(headers);
      return typeof body === 'string' || Buffer.isBuffer(body) ? body : Readable.from(body);
    },
  });
}

/** Aborts when the client has left before it got its answer, or when its time is up, in milliseconds. */
export function abortedWhenGone({ raw }: FastifyReply, time?: number): AbortSignal {
  const deadline = time === undefined ? undefined : new Deadline(time);
  const gone = deadline ?? new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
    deadline?.end();
  });
  return gone.signal;
}
