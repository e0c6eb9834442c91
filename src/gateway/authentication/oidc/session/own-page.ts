import type { IncomingHttpHeaders } from 'node:http';
import { PREFLIGHTED } from '#platform/server/cross-site.js';

/**
 * Whether a request shows that a page of this server sent it, or no page at all: a browser sends the cookie along with
 * what a page of a sibling host, or a link on any page, has it send. What a browser says of the page (`Sec-Fetch-Site`,
 * which no page can set) decides; an older one says `Origin`; where neither is sent, a header that a page of another
 * origin cannot send without being allowed to (a CORS preflight request, which is never answered for cookies).
 *
 * Browsers send `Origin` with every WebSocket, and no page sets headers there, so the same holds for sockets.
 * @param origin that of this server, as browsers know it
 */
export function isOfOwnPage(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (headers.origin !== undefined) return headers.origin === origin;
  const isJson = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
  return isJson || PREFLIGHTED.some((name) => Boolean(headers[name]));
}
