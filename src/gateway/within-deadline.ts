import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { Deadline } from '#platform/transport/deadline.js';

/** How long an operation may go on. */
export interface DeadlineOptions {
  /** In milliseconds. */
  readonly timeout: number;
  /** When that time began, of `performance.now()`. @default now */
  readonly since?: number | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
  /** Whether it writes: then what became of it is waited for a little longer. @default false */
  readonly writes?: boolean | undefined;
}

/** Milliseconds in which a write that was aborted may still answer whether it was rolled back or committed. */
const WRITE_GRACE_MS = 1_000;

/**
 * Gives `work` a signal that aborts at the deadline or when nobody waits any more, and waits no longer than that,
 * whether or not the work heeds it. A write is waited for a little longer: only its own answer can say what became of
 * it.
 * @throws {PedigraphError} TIMEOUT at the deadline; of a write OUTCOME_UNKNOWN, for it may stand
 */
export async function withinDeadline<T>(
  { timeout, since, gone, writes = false }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const passed = since === undefined ? 0 : performance.now() - since;
  const deadline = new Deadline(Math.max(0, timeout - passed), {
    gone,
    reason: () => (writes ? mayStand(timeout) : tookTooLong(timeout)),
  });
  let graceTimer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    deadline.whenOver((reason) => {
      if (writes) graceTimer = setTimeout(reject, WRITE_GRACE_MS, reason);
      else reject(reason);
    });
  });
  try {
    return await Promise.race([work(deadline.signal), over]);
  } finally {
    clearTimeout(graceTimer);
    deadline.end();
  }
}

function tookTooLong(timeout: number): PedigraphError {
  return new PedigraphError(
    'TIMEOUT',
    `The operation took longer than ${timeout} ms. Ask for less at once, or try again.`,
    { timeout, http: { status: 504 } },
  );
}

function mayStand(timeout: number): PedigraphError {
  return new PedigraphError(
    'OUTCOME_UNKNOWN',
    `The write took longer than ${timeout} ms and may stand, all of it or a part: read what it was to change before you send it again.`,
    { timeout, http: { status: 502 } },
  );
}
