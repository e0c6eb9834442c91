import type { FastifyRequest } from 'fastify';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** Headers that a page cannot send to another site before the browser has asked that site (a CORS preflight). */
export const PREFLIGHTED: readonly string[] = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses a request that a page of another site could have had a browser send, with all that the browser may do here:
 * by an image, a form, a link, an `EventSource` (cross-site request forgery).
 * @throws {PedigraphError} BAD_REQUEST, whose message names the header to send.
 */
export function refuseCrossSite({ headers }: Pick<FastifyRequest, 'headers'>): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json' || PREFLIGHTED.some((name) => Boolean(headers[name]))) return;
  // Only a browser sends this header, and no page can change it.
  if (headers['sec-fetch-site'] === 'same-origin') return;
  throw new PedigraphError(
    'BAD_REQUEST',
    `A page of another site could have sent this request (CSRF): send Content-Type: application/json, or the header ${PREFLIGHTED[0]}: yes.`,
  );
}
