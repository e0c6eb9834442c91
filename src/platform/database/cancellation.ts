import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { PedigraphError } from '../errors/pedigraph-error.js';

const waiting = new AsyncLocalStorage<AbortSignal | undefined>();

/**
 * Runs the work of one request: once `signal` aborts, the statements it has running are cancelled in PostgreSQL, and it
 * begins no other. Statements of other requests are never touched.
 */
export function untilAborted<T>(signal: AbortSignal | undefined, work: () => T): T {
  if (signal !== undefined) setMaxListeners(0, signal); // one for each statement under way
  return waiting.run(signal, work);
}

/** Runs what must come to its own end whoever has gone: a commit, a rollback. */
export function uninterrupted<T>(work: () => T): T {
  return waiting.run(undefined, work);
}

/**
 * The signal of the request that is running here.
 * @throws {PedigraphError} TIMEOUT where it has aborted.
 */
export function currentSignal(): AbortSignal | undefined {
  const signal = waiting.getStore();
  if (signal?.aborted !== true) return signal;
  throw new PedigraphError(
    'TIMEOUT',
    'Nobody waits for the answer any more, or its time was up: the work was stopped.',
  );
}
