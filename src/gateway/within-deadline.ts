import { PedigraphError } from '../platform/errors/pedigraph-error.js';
import { Deadline } from '../platform/federation/deadline.js';

/** How long an operation may go on. */
export interface DeadlineOptions {
  /** In milliseconds. */
  readonly timeout: number;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Gives `work` a signal that aborts at the deadline or when nobody waits any more, and waits no longer than that,
 * whether or not the work heeds it.
 * @throws {PedigraphError} TIMEOUT at the deadline.
 */
export async function withinDeadline<T>(
  { timeout, gone }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new Deadline(timeout, { gone, reason: () => tookTooLong(timeout) });
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
