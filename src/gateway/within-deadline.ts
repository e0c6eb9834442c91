import { PedigraphError } from '../platform/errors/pedigraph-error.js';
import { noteTimeLeft } from '../platform/federation/time-left.js';

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
  const controller = new AbortController();
  noteTimeLeft(controller.signal, timeout);
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  const timer = setTimeout(() => controller.abort(tookTooLong(timeout)), timeout);
  const onGone = () => controller.abort(gone?.reason);
  if (gone?.aborted === true) onGone();
  gone?.addEventListener('abort', onGone, { once: true });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    gone?.removeEventListener('abort', onGone);
  }
}

function tookTooLong(timeout: number): PedigraphError {
  return new PedigraphError(
    'TIMEOUT',
    `The operation took longer than ${timeout} ms. Ask for less at once, or try again; of a mutation, read first what it did.`,
    { timeout, http: { status: 504 } },
  );
}
