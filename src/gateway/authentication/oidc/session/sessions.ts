import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { OidcSettings } from '#platform/config/config.js';
import { sha256 } from '#platform/digest/digest.js';
import type { Person } from '../person-of-claims.js';
import { LONGEST_COOKIE, SESSION_COOKIE } from './cookies.js';
import { createSealedCookies } from './sealed-cookie.js';

/** A session, all of which its cookie holds. */
export interface Session {
  readonly id: string;
  readonly person: Person;
  /** When the sign-in was, in seconds since 1970. */
  readonly since: number;
  /** By which the provider knows whom to log out; left out where a cookie does not take it. */
  readonly idToken?: string | undefined;
}

/** A session and the moment, in milliseconds since 1970, at which its cookie ends. */
export interface OpenedSession extends Session {
  readonly expiresAt: number;
}

/** The sessions of browsers; nothing of them is stored here. */
export interface Sessions {
  /** The `Set-Cookie` of a new session. */
  begin(who: Pick<Session, 'person' | 'idToken'>): Promise<string>;
  /** Undefined where there is no such session any more. */
  open(cookie: string): Promise<OpenedSession | undefined>;
  /** The `Set-Cookie` that lets it go on; undefined where it goes on long enough, or may not. */
  renew(session: OpenedSession): Promise<string | undefined>;
  /** From now on this process opens it no more, whoever has a copy of its cookie. */
  end(session: Session): void;
  hasEnded(session: Session): boolean;
}

/** Under what a session is known outside of its cookie: by it nobody makes one. */
export function sessionDigest({ id }: Pick<Session, 'id'>): string {
  return sha256(id);
}

/** Settings of sessions. */
export interface SessionSettings extends Pick<OidcSettings, 'sessionIdleSeconds' | 'sessionSeconds'> {
  readonly sessionSecrets: readonly string[];
  readonly issuer: string;
  readonly clientId: string;
}

/** Sessions that were ended by a log-out on this gateway; where there is a register, that knows them all. */
const MOST_ENDED = 10_000;

/** Makes the sessions. A session of another provider or client, or under a secret that is gone, is none. */
export function createSessions(settings: SessionSettings): Sessions {
  const { sessionIdleSeconds: idle, sessionSeconds: longest, sessionSecrets: secrets, issuer, clientId } = settings;
  const cookies = createSealedCookies<Session>({ secrets, purpose: `session of ${clientId} at ${issuer}` });
  const ended = new LRUCache<string, true>({ max: MOST_ENDED });
  const secondsOf = (session: Session) => Math.min(idle, session.since + longest - now());

  const seal = async (session: Session): Promise<string> => {
    const seconds = secondsOf(session);
    const cookie = SESSION_COOKIE.keep(await cookies.seal(session, seconds), seconds);
    if (cookie.length <= LONGEST_COOKIE || session.idToken === undefined) return cookie;
    const { idToken: _, ...rest } = session;
    return seal(rest);
  };

  return {
    begin: (who) => seal({ id: randomUUID(), since: now(), ...who }),
    async open(cookie) {
      const opened = await cookies.open(cookie);
      if (opened === undefined || ended.has(opened.content.id)) return undefined;
      // Both ages may have been made shorter since.
      const { content: session } = opened;
      const expiresAt = Math.min(opened.expiresAt, Date.now() + idle * 1_000, (session.since + longest) * 1_000);
      return expiresAt > Date.now() ? { ...session, expiresAt } : undefined;
    },
    async renew({ expiresAt, ...session }) {
      const left = expiresAt / 1_000 - now();
      if (left > idle / 2 || secondsOf(session) <= left || ended.has(session.id)) return undefined;
      return seal(session);
    },
    end: ({ id }) => void ended.set(id, true),
    hasEnded: ({ id }) => ended.has(id),
  };
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}
