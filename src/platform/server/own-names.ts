import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** The host names of a server, and the origins of the pages that may send requests to it. */
export interface OwnNames {
  /**
   * Refuses what was sent to another name, or by a page of another name: a site whose name was made to point here for a
   * moment (DNS rebinding) is the same origin to a browser.
   * @throws {PedigraphError} BAD_REQUEST: 421 for a foreign `Host` or target, 403 for a foreign `Origin`
   */
  refuseForeign(request: Pick<IncomingMessage, 'headers' | 'url'>): void;
  /**
   * Whether a page may hold a socket open and read from it: one of this very server, or of a name or origin that was
   * listed.
   */
  isSameSite(headers: IncomingHttpHeaders): boolean;
}

/**
 * The names of a server: on loopback those of loopback, with any port, elsewhere every name, for there a token is asked
 * for that a browser does not send by itself. With a list (`PEDIGRAPH_ALLOWED_HOSTS`) those on it and loopback's alone.
 * Pages of the origins that may ask from elsewhere (`PEDIGRAPH_CORS_ORIGINS`) may ask under each of these names.
 */
export function ownNames({
  host,
  allowedHosts,
  corsOrigins,
}: Pick<Config, 'host' | 'allowedHosts' | 'corsOrigins'>): OwnNames {
  const origins = new Set(corsOrigins);
  const mayAsk = (origin: string) => origins.has(origin) || origins.has(ANY);
  const listed = new Set(allowedHosts ?? (isLoopback(host) ? [] : [ANY]));
  const isOwn = (name: string) => isLoopback(name) || listed.has(name) || listed.has(ANY);
  /** The header that was last found to name this server: nearly every request has the same. */
  let known: string | undefined;
  const refuseForeignHost = (given: string): void => {
    const name = HOST.exec(given)?.[1]?.toLowerCase();
    if (name === undefined) throw new PedigraphError('BAD_REQUEST', 'The header Host must be a name and a port.');
    if (!isOwn(name)) throw foreign(`This server is not ${name}`, 421);
    known = given;
  };
  return {
    refuseForeign({ headers: { host: given = '', origin, 'sec-fetch-site': site }, url = '' }) {
      if (given !== known) refuseForeignHost(given);
      // What a proxy is sent, a whole URL, names the server as well (RFC 9112 §3.2.2); a path begins with a slash.
      if (!url.startsWith('/') && URL.canParse(url) && !isOwn(nameOf(url)))
        throw foreign(`This server is not ${nameOf(url)}`, 421);
      // A form of a page of this very server has no origin where the page sends no referrer, as all of them here.
      const isOwnForm = origin === 'null' && site === 'same-origin';
      if (origin !== undefined && !isOwnForm && !isOwn(nameOf(origin)) && !mayAsk(origin))
        throw foreign('A page of that origin may not ask here', 403);
    },
    isSameSite({ host: given, origin }) {
      if (origin === undefined) return true;
      return (URL.canParse(origin) && new URL(origin).host === given) || listed.has(nameOf(origin)) || mayAsk(origin);
    },
  };
}

/** Every name. */
const ANY = '*';

/** RFC 9110 §7.2: a name or an address, and perhaps a port. */
const HOST = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]]+)(?::\d{1,5})?$/i;

/** The name in an origin or a URL; `null`, which a page without an origin sends, has none. */
function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function foreign(what: string, status: number): PedigraphError {
  return new PedigraphError(
    'BAD_REQUEST',
    `${what}: it answers to the names of loopback and to those of PEDIGRAPH_ALLOWED_HOSTS, and pages of PEDIGRAPH_CORS_ORIGINS may ask.`,
    { http: { status } },
  );
}
