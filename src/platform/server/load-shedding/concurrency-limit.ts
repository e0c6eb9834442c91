/** How many operations may be executed at once, as it was found so far. */
export interface ConcurrencyLimit {
  readonly current: number;
  /** Takes note of how it went since the last call. */
  adapt(observed: ObservedLoad): void;
}

/** What was seen in a period. */
export interface ObservedLoad {
  /** How long it was, in milliseconds. */
  readonly ms: number;
  /** The operations that ended in it. */
  readonly ended: number;
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
/** By which the operations that end in a second must be more, for an increase to have been worth it. */
const WORTH = 1.2;
/** An increase is judged by so many operations, or after so many milliseconds. */
const [ENOUGH, LONGEST] = [50, 500];
/** Milliseconds until the next increase after one that was not worth it; they double each time. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [2_000, 30_000];

/**
 * Finds how many operations at once are worth it. Those that compute share one thread: beyond a few, more at once add
 * nothing but waiting. Those that wait for a subgraph or a projection leave the loop idle, and more of them fit; those
 * that wait for a PostgreSQL that is saturated leave it idle, too, and more of them do not. So the limit is increased
 * while somebody waits beside an idle loop, and taken back where no more were answered for it (Little's law: then each
 * only took longer). It shrinks while the loop, or a subgraph behind it, is saturated.
 */
export function createConcurrencyLimit({ least, most }: ConcurrencyBounds): ConcurrencyLimit {
  let current = least;
  let seen = { ms: 0, ended: 0 };
  /** The limit before the increase that is being judged, and how many ended in a millisecond. */
  let before: { readonly limit: number; readonly rate: number } | undefined;
  let pause = FIRST_PAUSE;
  let paused = 0;

  const judge = (rate: number): void => {
    if (before !== undefined && rate < before.rate * WORTH) {
      current = before.limit;
      before = undefined;
      paused = pause;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      return;
    }
    if (before !== undefined) pause = FIRST_PAUSE;
    if (paused > 0 || current === most) return;
    before = { limit: current, rate };
    current = Math.min(most, Math.ceil(current * INCREASE));
  };

  return {
    get current() {
      return current;
    },
    adapt({ ms, ended, utilization, isFull, isPushedBack }) {
      paused -= ms;
      if (isPushedBack || utilization > SATURATED) current = Math.max(least, Math.floor(current * DECREASE));
      if (isPushedBack || utilization > SATURATED || !isFull) {
        seen = { ms: 0, ended: 0 };
        before = undefined;
        return;
      }
      seen = { ms: seen.ms + ms, ended: seen.ended + ended };
      if (seen.ended < ENOUGH && seen.ms < LONGEST) return;
      judge(seen.ended / Math.max(1, seen.ms));
      seen = { ms: 0, ended: 0 };
    },
  };
}
