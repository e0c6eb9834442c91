import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpAnswer } from './http-answer.js';

/** Answers a request of GraphQL over HTTP; `gone` aborts when the client has left. */
export type AnswerRequest = (request: FastifyRequest, gone: AbortSignal) => Promise<HttpAnswer>;

/** Adds `/graphql`: GraphQL over HTTP by GET and POST. */
export function addGraphqlRoute(server: FastifyInstance, answer: AnswerRequest): void {
  server.route({
    url: '/graphql',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], // Apollo answers 405 with Allow to the other four
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer(request, abortedWhenGone(reply));
      void reply.code(status).headers(headers);
      return typeof body === 'string' || Buffer.isBuffer(body) ? body : Readable.from(body);
    },
  });
}

/** Aborts when the client has left before it got its answer. */
export function abortedWhenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
