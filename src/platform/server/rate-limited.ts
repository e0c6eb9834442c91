import { PedigraphError } from '../errors/pedigraph-error.js';

/** Which limit was reached. */
export interface ReachedLimit {
  /** The setting that bounds it. */
  readonly limit: string;
  readonly max: number;
  /** Seconds after which the caller is answered again. */
  readonly retryAfter: number;
}

/**
 * RATE_LIMITED: 429 with `Retry-After`; the extensions have the limit and when it ends.
 * @param sentence what came: "You have 500 requests under way"
 */
export function rateLimited(sentence: string, { limit, max, retryAfter }: ReachedLimit): PedigraphError {
  const resetsAt = new Date(Date.now() + retryAfter * 1_000).toISOString();
  return new PedigraphError(
    'RATE_LIMITED',
    `${sentence}; the limit "${limit}" is ${max}. Nothing was done: send the same request again in ${retryAfter} s.`,
    {
      limit,
      max,
      retryAfter,
      resetsAt,
      http: { status: 429, headers: new Map([['retry-after', String(retryAfter)]]) },
    },
  );
}
