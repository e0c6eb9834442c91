import { LRUCache } from 'lru-cache';
import { rateLimited } from '#platform/server/rate-limited.js';
import type { RateStore } from './rate-store.js';

/** Bounds what a caller does in a minute. */
export interface RateLimiter {
  /**
   * Takes one of a caller's; a promise where the count has to be asked for.
   * @throws {PedigraphError} RATE_LIMITED where none is left
   */
  take(caller: string): Promise<void> | void;
}

/** What is bounded, and where it is counted. */
export interface RateLimiterOptions {
  /** The setting. */
  readonly limit: string;
  readonly max: number;
  /** What is counted, in words: "operations". */
  readonly of: string;
  readonly store: RateStore;
  /** A clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** A part of a caller's minute that was taken from the store, to be spent here. */
interface Lease {
  left: number;
  /** Whether the store had no more to give. */
  readonly isLast: boolean;
  /** When the minute is over. */
  readonly until: number;
}

/** A lease is this part of the limit: as exact is the limit, and as seldom is the store asked. */
const PARTS = 100;
/** Callers whose leases are remembered. */
const MEMORY = 10_000;

/**
 * Counts in leases: a hundredth of the limit is taken from the store at once and spent here, so that a store in
 * PostgreSQL is asked a hundred times a minute for the busiest caller, and not at all for one that has nothing left.
 */
export function createRateLimiter({ limit, max, of, store, now = Date.now }: RateLimiterOptions): RateLimiter {
  const size = Math.max(1, Math.floor(max / PARTS));
  const leases = new LRUCache<string, Lease>({ max: MEMORY });
  const renewals = new Map<string, Promise<void>>();

  const renew = async (caller: string): Promise<void> => {
    try {
      const { isLeft, msBeforeNext } = await store.take(caller, size);
      leases.set(caller, { left: isLeft ? size : 0, isLast: !isLeft, until: now() + Math.max(1, msBeforeNext) });
    } finally {
      renewals.delete(caller);
    }
  };
  const take = (caller: string): Promise<void> | void => {
    const lease = leases.get(caller);
    if (lease !== undefined && now() < lease.until) {
      if (lease.left > 0) {
        lease.left -= 1;
        return;
      }
      if (lease.isLast) {
        const retryAfter = Math.max(1, Math.ceil((lease.until - now()) / 1_000));
        throw rateLimited(`You have sent ${max} ${of} within a minute`, { limit, max, retryAfter });
      }
    }
    // Whoever comes meanwhile spends of the same lease.
    let renewal = renewals.get(caller);
    if (renewal === undefined) {
      renewal = renew(caller);
      renewals.set(caller, renewal);
    }
    return renewal.then(() => take(caller));
  };
  return { take };
}
