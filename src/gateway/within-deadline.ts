import { PedigraphError } from '../platform/errors/pedigraph-error.js';
import { Deadline } from '../platform/federation/deadline.js';

/** How long an operation may go on. */
export interface DeadlineOptions {
  /** In milliseconds. */
  readonly timeout: number;
  /** When that time began, of `performance.now()`. @default now */
  readonly since?: number | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Gives `work` a signal that aborts at the deadline or when nobody waits any more, and waits no longer than that,
 * whether or not the work heeds it.
 * @throws {PedigraphError} TIMEOUT at the deadline.
 */
export async function withinDeadline<T>(
  { timeout, since, gone }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const passed = since === undefined ? 0 : performance.now() - since;
  const deadline = new Deadline(Math.max(0, timeout - passed), { gone, reason: () => tookTooLong(timeout) });
  const over = new Promise<never>((_, reject) => deadline.whenOver(reject));
  try {
    return await Promise.race([work(deadline.signal), over]);
  } finally {
    deadline.end();
  }
}

function tookTooLong(timeout: number): PedigraphError {
  return new PedigraphError(
    'TIMEOUT',
    `The operation took longer than ${timeout} ms. Ask for less at once, or try again; of a mutation, read first what it did.`,
    { timeout, http: { status: 504 } },
  );
}
