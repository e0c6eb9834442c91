/** The most milliseconds before and after 1970 that a `Date` can say. */
const MOST = 8.64e15;

/** Whether a number of milliseconds since 1970 is a moment. */
export function isMoment(ms: number): boolean {
  return Number.isSafeInteger(ms) && Math.abs(ms) <= MOST;
}
