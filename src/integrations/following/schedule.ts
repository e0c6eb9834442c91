import { Cron } from 'croner';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** So long at least is between two reads. */
const SHORTEST_MS = 10_000;
/** So long at most: timers of Node hold no more than 24 days. */
const LONGEST_MS = 20 * UNITS.d;

/** So long at least before the server is asked again: its clock may be behind ours, and what was due is not due there. */
const SHORTEST_WAIT_MS = 1_000;

/** The wait after the first failure; it doubles with each, up to the longest. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;

/** The milliseconds of `30s`, `5m`, `2h` or `1d`; null where it is none, or too short or too long to wait. */
export function asInterval(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s*([smhd])$/.exec(text) ?? [];
  if (count === undefined) return null;
  const interval = Number(count) * UNITS[unit as keyof typeof UNITS];
  return interval >= SHORTEST_MS && interval <= LONGEST_MS ? interval : null;
}

/** Whether it is a cron expression that comes to a moment. */
export function isCron(text: string): boolean {
  try {
    return new Cron(text).nextRun() !== null;
  } catch {
    return false;
  }
}

/** When a source is read next after a read that went well. */
export function nextAfter(schedule: string, now: Date): Date {
  const every = /^every (.*)$/.exec(schedule)?.[1];
  if (every !== undefined) return new Date(now.getTime() + (asInterval(every) ?? SHORTEST_MS));
  return new Cron(schedule).nextRun(now) ?? new Date(now.getTime() + LONGEST_MS);
}

/**
 * How long a moment is waited for, in milliseconds. One that is too far for a timer is waited for in parts: the source is not
 * due when the wait is over, and is waited for again.
 */
export function waitUntil(moment: Date, now: Date): number {
  const wait = moment.getTime() - now.getTime();
  return Math.min(LONGEST_MS, wait > SHORTEST_WAIT_MS ? wait : SHORTEST_WAIT_MS);
}

/**
 * When a source is tried again after so many failures in a row: exponential back-off with full jitter, so that followers
 * that failed together do not come again together.
 * @param random from 0 to 1
 */
export function nextAfterFailures(failures: number, now: Date, random: number = Math.random()): Date {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return new Date(now.getTime() + Math.round(most / 2 + (random * most) / 2));
}
