import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { holds } from '../auth/rights.js';
import type { Config } from '../config/config.js';
import { sha256 } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { AuthenticateFrom } from './bad-credentials.js';

/** Lets a request see the metrics, or rejects with a {@link PedigraphError} UNAUTHENTICATED or FORBIDDEN. */
export type AdmitToMetrics = (headers: IncomingHttpHeaders, socket?: Socket) => Promise<void>;

/**
 * Who may see how much is asked and what of: everybody where they are open; else the holder of the token that is for
 * metrics alone, such as Prometheus, and administrators of everything.
 * @param authenticate who the others are
 */
export function metricsAccess(
  { metricsOpen, metricsToken }: Pick<Config, 'metricsOpen' | 'metricsToken'>,
  authenticate: AuthenticateFrom,
): AdmitToMetrics {
  const digest = metricsToken === undefined ? null : Buffer.from(sha256(metricsToken));
  return async ({ authorization, ...others }, socket) => {
    if (metricsOpen) return;
    const given = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
    if (digest !== null && given !== undefined && timingSafeEqual(digest, Buffer.from(sha256(given)))) return;
    const caller = await authenticate({ ...others, ...(authorization === undefined ? {} : { authorization }) }, socket);
    if (holds(caller.rights, 'ADMIN', '')) return;
    throw new PedigraphError(
      'FORBIDDEN',
      'Metrics are for administrators (ADMIN of everything) and for the token of PEDIGRAPH_METRICS_TOKEN: send one of them.',
    );
  };
}
