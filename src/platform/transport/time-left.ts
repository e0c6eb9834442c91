/** The header in which a gateway gives a subgraph the milliseconds that are left for its answer. */
export const TIME_LEFT_HEADER = 'pedigraph-time-left';

/** When signals abort at the latest, in milliseconds of `performance.now`. */
const deadlines = new WeakMap<AbortSignal, number>();

/** Notes in how many milliseconds a signal aborts, for requests to other processes that it bounds. */
export function noteTimeLeft(signal: AbortSignal, milliseconds: number): void {
  deadlines.set(signal, performance.now() + milliseconds);
}

/** The milliseconds until a signal aborts at the latest, `most` where that is longer or not known; 1 at least. */
export function timeLeft(signal: AbortSignal | undefined, most: number): number {
  const deadline = signal === undefined ? undefined : deadlines.get(signal);
  if (deadline === undefined) return most;
  return Math.max(1, Math.min(most, Math.floor(deadline - performance.now())));
}

/** The milliseconds that are left for an answer, from the value of that header; undefined where it is malformed. */
export function readTimeLeft(header: unknown): number | undefined {
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Number(header) : undefined;
}
