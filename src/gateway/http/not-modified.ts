import type { FastifyRequest } from 'fastify';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import type { CachedAnswer } from '../response-cache/response-cache.js';

/**
 * The answer to a GET with what a client needs to ask again cheaply: 304 without a body where it names the answer it
 * has (RFC 9110 §13.1.2). `no-cache` means: keep it, and ask before each use.
 */
export function asRevalidated(
  { headers }: Pick<FastifyRequest, 'headers'>,
  answer: HttpAnswer | CachedAnswer,
): HttpAnswer {
  if (!('etag' in answer)) return answer;
  const validators = {
    etag: answer.etag,
    'cache-control': 'private, no-cache',
    vary: 'accept, authorization, cookie',
  };
  if (namesTag(headers['if-none-match'], answer.etag)) return { status: 304, headers: validators, body: '' };
  return { ...answer, headers: { ...answer.headers, ...validators } };
}

/**
 * Whether `If-None-Match` names a tag. The comparison is the weak one: a proxy that compresses marks the tag with `W/`.
 * @param etag without `W/`
 */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === '*' || trimmed.replace(/^W\//, '') === etag;
  });
}
