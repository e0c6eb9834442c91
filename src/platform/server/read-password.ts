import type { IncomingHttpHeaders } from 'node:http';

/**
 * Puts the password of HTTP Basic (RFC 7617) in its place as a bearer token: what knows callers knows tokens alone. The
 * user-id before it says nothing, for a token has its holder's name. A header that is not well-formed stays as it is,
 * and is refused.
 */
export function readPassword(headers: IncomingHttpHeaders): void {
  const encoded = /^Basic +([a-z0-9+/]+={0,2}) *$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return;
  const [, password] = /^[^:]*:(\S+)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (password !== undefined) headers.authorization = `Bearer ${password}`;
}
