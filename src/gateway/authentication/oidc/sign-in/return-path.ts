import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Characters at most: it is kept in a cookie. */
const LONGEST = 1_000;

/**
 * Where a sign-in leads: the whole URL of a path of this server.
 * @param given a path such as `/ide?x=1`; undefined is `/`
 * @param publicUrl the origin of this server
 * @throws {PedigraphError} BAD_REQUEST for anything that could lead elsewhere, or to a sign-in again.
 */
export function returnUrl(given: unknown, publicUrl: string): string {
  if (given === undefined) return `${publicUrl}/`;
  if (typeof given === 'string' && given.length <= LONGEST && PATH.test(given)) {
    const url = new URL(given, publicUrl);
    // The whole URL: a path such as `/.//evil.example` would by itself be another server's.
    if (url.origin === publicUrl && !url.pathname.startsWith('/auth/')) return url.href;
  }
  throw new PedigraphError(
    'BAD_REQUEST',
    `returnTo must be a path of this server, such as /ide, of at most ${LONGEST} characters; it leads to no other one.`,
  );
}

/** One slash, then neither another nor a backslash, which browsers take for one; no space and no control anywhere. */
const PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;
