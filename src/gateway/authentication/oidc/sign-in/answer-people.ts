import type { FastifyReply, FastifyRequest } from 'fastify';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { answerError, headersOfError } from '#platform/server/answer-error.js';
import { statusOfCode } from '#platform/server/http-status.js';
import { escapeHtml, pageOf } from './page.js';

/** Answers what went wrong with a sign-in: a page where a browser shows it to somebody, GraphQL's form otherwise. */
export function answerPeople(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.headers.accept?.includes('text/html') !== true) return answerError(error, request, reply);
  const { message, extensions } = normaliseError(error, {
    requestId: request.id,
    onFault: (err) => request.log.error({ err }, 'request failed'),
  });
  return reply
    .code(statusOfCode(extensions?.code))
    .headers(headersOfError(error))
    .type('text/html; charset=utf-8')
    .send(pageOf('This did not work', `<p>${escapeHtml(message)}</p>\n<p><a href="/auth/login">Sign in</a></p>`));
}
