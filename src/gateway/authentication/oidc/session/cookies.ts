import { parseCookie, stringifySetCookie } from 'cookie';

/** A cookie that this host alone sets and is sent, over TLS (or to this machine), and that no script reads. */
export interface HostCookie {
  /** Its value among those of a request (the header `Cookie`). */
  read(header: string | undefined): string | undefined;
  /** The header `Set-Cookie` that has a browser keep it for so many seconds. */
  keep(value: string, seconds: number): string;
  /** The one that has a browser forget it. */
  forget(): string;
}

/**
 * A cookie under the prefix `__Host-` (RFC 6265bis §4.1.3.2): no other host of the same site can set or replace it.
 * `SameSite=Lax`: a page of another site sends it with nothing but a link that is followed.
 */
function hostCookie(name: string): HostCookie {
  const full = `__Host-${name}`;
  const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
  return {
    read(header) {
      // Nearly every request of a machine has no cookie, and is not parsed.
      return header?.includes(full) === true ? parseCookie(header)[full] : undefined;
    },
    keep: (value, maxAge) => stringifySetCookie(full, value, { ...attributes, maxAge }),
    forget: () => stringifySetCookie(full, '', { ...attributes, maxAge: 0 }),
  };
}

/** The session of who has signed in. */
export const SESSION_COOKIE: HostCookie = hostCookie('pedigraph-session');

/** A sign-in that was begun, until the provider sends the browser back. */
export const SIGN_IN_COOKIE: HostCookie = hostCookie('pedigraph-sign-in');

/** Characters of a cookie with its attributes that every browser keeps (RFC 6265 §6.1). */
export const LONGEST_COOKIE = 4_096;
