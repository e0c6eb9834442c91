import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Deadline } from '../transport/deadline.js';
import type { HttpAnswer } from './http-answer.js';

/** Answers a request of GraphQL over HTTP; `waiting` is over when the client has left. */
export type AnswerRequest = (request: FastifyRequest, waiting: Deadline) => Promise<HttpAnswer>;

/** How many milliseconds a request may take; undefined where it sets no limit. */
export type TimeOfRequest = (request: FastifyRequest) => number | undefined;

/**
 * Adds `/graphql`: GraphQL over HTTP by GET and POST.
 * @param timeOf `waiting` is over then, too. @default no request sets a limit
 */
export function addGraphqlRoute(server: FastifyInstance, answer: AnswerRequest, timeOf?: TimeOfRequest): void {
  server.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], // Apollo answers 405 with Allow to the other four
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer(request, whileWaiting(reply, timeOf?.(request)));
      void reply.code(status).headers(headers);
      return typeof body === 'string' || Buffer.isBuffer(body) ? body : Readable.from(body);
    },
  });
}

/** Over when the client has left before it got its answer, or when its time is up, in milliseconds. */
export function whileWaiting({ raw }: FastifyReply, time?: number): Deadline {
  const waiting = new Deadline(time);
  raw.once('close', () => {
    if (!raw.writableFinished) waiting.abort();
    waiting.end();
  });
  return waiting;
}
