import type { Config } from '#platform/config/config.js';
import { rateLimited } from '#platform/server/rate-limited.js';
import type { RateLimiter } from './rate-limiter.js';

/**
 * Called before a document of a caller is planned for the first time.
 * @throws {PedigraphError} RATE_LIMITED where the caller has too many of them
 */
export type AdmitPlanning = (caller: string) => Promise<void> | void;

/** What bounds planning. */
export interface PlanningLimits {
  readonly limits: Pick<Config['callers'], 'plansAtOnce'>;
  readonly rate: RateLimiter;
  /** How many documents of a caller wait to be planned. */
  readonly planningOf: (caller: string) => number;
}

/** Bounds the new documents of a caller, for they are planned one after the other: those that wait, and in a minute. */
export function limitPlanning({ limits: { plansAtOnce: max }, rate, planningOf }: PlanningLimits): AdmitPlanning {
  return (caller) => {
    const own = planningOf(caller);
    if (own < max) return rate.take(caller);
    throw rateLimited(`${own} new documents of yours are being planned`, { limit: 'plansAtOnce', max, retryAfter: 1 });
  };
}
