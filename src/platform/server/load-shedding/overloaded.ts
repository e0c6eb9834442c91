import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Seconds after which a client is asked to come again: by then the queue that refused it is another one. */
const RETRY_AFTER = 1;

/** The headers of an answer that refuses for now (RFC 9110 §10.2.3). */
export function retryAfter(seconds = RETRY_AFTER): Readonly<Record<string, string>> {
  return { 'retry-after': String(seconds) };
}

/**
 * OVERLOADED: 503 with `Retry-After`.
 * @param reason what there is too much of: "32 operations wait already"
 */
export function overloaded(reason: string): PedigraphError {
  return new PedigraphError(
    'OVERLOADED',
    `The server has more to do than it can answer in time (${reason}), and did nothing; send the same request again in ${RETRY_AFTER} s.`,
    { retryAfter: RETRY_AFTER, http: { status: 503, headers: new Map(Object.entries(retryAfter())) } },
  );
}
