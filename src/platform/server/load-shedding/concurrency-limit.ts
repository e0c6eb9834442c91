/** How many operations may be executed at once, as it was found so far. */
export interface ConcurrencyLimit {
  readonly current: number;
  /** Takes note of how it went since the last call. */
  adapt(observed: ObservedLoad): void;
}

/** What was seen in a period. */
export interface ObservedLoad {
  /** The part of the time in which the event loop was not idle, 0 to 1. */
  readonly utilization: number;
  /** Whether somebody waited. */
  readonly isFull: boolean;
  /** Whether a part of the system that was asked had too much to do. */
  readonly isPushedBack: boolean;
}

/** The bounds of the limit; it begins with the lower one. */
export interface ConcurrencyBounds {
  readonly least: number;
  readonly most: number;
}

/** Above it the loop has no time left: another operation at once would only make each of them take longer. */
const SATURATED = 0.9;
const [INCREASE, DECREASE] = [1.5, 0.7];

/**
 * Finds how many operations at once are worth it. Those that compute share one thread: beyond a few, more at once add
 * nothing but waiting. Those that wait (for PostgreSQL, for a projection) leave the loop idle, and more of them fit. So
 * the limit grows while somebody waits beside an idle loop, and shrinks while the loop, or a subgraph behind it, is
 * saturated.
 */
export function createConcurrencyLimit({ least, most }: ConcurrencyBounds): ConcurrencyLimit {
  let current = least;
  return {
    get current() {
      return current;
    },
    adapt({ utilization, isFull, isPushedBack }) {
      if (isPushedBack || utilization > SATURATED) current = Math.max(least, Math.floor(current * DECREASE));
      else if (isFull) current = Math.min(most, Math.ceil(current * INCREASE));
    },
  };
}
