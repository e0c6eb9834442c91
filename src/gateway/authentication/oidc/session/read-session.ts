import type { IncomingHttpHeaders } from 'node:http';
import type { Credential, ReadCredential } from '#gateway/authentication/credential.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type ClaimSettings, identityOf } from '../person-of-claims.js';
import { createRemembered } from '../remembered.js';
import { SESSION_COOKIE } from './cookies.js';
import { isOfOwnPage } from './own-page.js';
import { type OpenedSession, type Sessions, sessionDigest } from './sessions.js';

/** What reading sessions takes. */
export interface ReadSessionOptions {
  readonly sessions: Sessions;
  readonly roles: ClaimSettings['roles'];
  /** The origin of this server, as browsers know it. */
  readonly publicUrl: string;
}

/** Reads the sessions of browsers. */
export interface ReadSession {
  /**
   * Who has signed in; undefined for a request without the cookie.
   * @throws {PedigraphError} UNAUTHENTICATED where the session has ended, or nothing shows that a page of this server
   *   sent the request.
   */
  readonly credential: ReadCredential;
  /** The `Set-Cookie` by which the session that let a request in goes on; undefined where there is none to send. */
  renewal(headers: IncomingHttpHeaders): Promise<string | undefined> | undefined;
}

/** Makes the reader. A cookie that was opened is remembered until its session ends. */
export function createReadSession({ sessions, roles, publicUrl }: ReadSessionOptions): ReadSession {
  const remembered = createRemembered<{ readonly session: OpenedSession; readonly credential: Credential }>();
  const known = (cookie: string) => {
    const found = remembered.find(cookie);
    return found === undefined || sessions.hasEnded(found.session) ? undefined : found;
  };
  const open = async (cookie: string): Promise<Credential> => {
    const session = await sessions.open(cookie);
    if (session === undefined) throw refusal('Your session has ended: sign in again at /auth/login.');
    const identity = identityOf(session.person, roles, session.expiresAt);
    const credential = Object.freeze({ identity, session: sessionDigest(session) });
    remembered.remember(cookie, { session, credential }, session.expiresAt);
    return credential;
  };
  return {
    credential(headers) {
      const cookie = SESSION_COOKIE.read(headers.cookie);
      if (cookie === undefined) return undefined;
      if (!isOfOwnPage(headers, publicUrl)) {
        throw refusal(
          `The session's cookie came without a sign that a page of ${publicUrl} sent it (CSRF): send the header apollo-require-preflight: yes, from a page of this server.`,
        );
      }
      return known(cookie)?.credential ?? open(cookie);
    },
    renewal(headers) {
      const cookie = SESSION_COOKIE.read(headers.cookie);
      // With a bearer token the cookie was not looked at.
      if (cookie === undefined || headers.authorization !== undefined || !isOfOwnPage(headers, publicUrl))
        return undefined;
      const found = known(cookie);
      return found === undefined ? undefined : sessions.renew(found.session);
    },
  };
}

function refusal(message: string): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', message);
}
