import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Headers by their names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** What a page may load and do, by the directives of Content Security Policy. */
export type ContentPolicy = Readonly<Record<string, readonly string[]>>;

/** What is no page: where a browser is made to show an answer as one, nothing in it runs, loads or is framed. */
const NO_PAGE: ContentPolicy = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/**
 * The security headers of every answer. helmet words them, once: asked for each request, as `@fastify/helmet` does, it
 * makes the same texts each time.
 *
 * `Cross-Origin-Resource-Policy` keeps pages of other origins from embedding an answer; those of
 * `PEDIGRAPH_CORS_ORIGINS` still read it, for a request by CORS is not judged by that header. `Strict-Transport-Security`
 * speaks for every port of a host, and is the word of who ends TLS there: the proxy.
 * @param policy of a page. @default nothing is allowed
 */
export function securityHeaders(policy: ContentPolicy = NO_PAGE): Headers {
  const headers: Record<string, string> = {};
  const noted = {
    setHeader(name: string, value: string) {
      headers[name.toLowerCase()] = value;
    },
    removeHeader() {},
  };
  const write = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    // For browsers that do not know frame-ancestors; it cannot name whom a page lets frame it.
    xFrameOptions: policy['frame-ancestors']?.join() === "'none'" && { action: 'deny' },
    strictTransportSecurity: false,
    // Each gives a page of its own origin a process; nothing but the IDE is a page.
    originAgentCluster: false,
    // For plug-ins and browsers that are gone.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  write({} as IncomingMessage, noted as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.freeze(headers);
}

/** Those of an answer that is no page. */
export const SECURITY_HEADERS: Headers = securityHeaders();

/** The same as lines of HTTP, for what is answered before there is a request. */
export const SECURITY_LINES: string = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
