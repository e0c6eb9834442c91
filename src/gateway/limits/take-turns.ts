import type { Caller } from '#platform/auth/caller.js';
import { callerKey } from '#platform/auth/caller-key.js';
import type { ExecutionQueue } from '#platform/server/load-shedding/execution-queue.js';
import type { RateLimiter } from './rate-limiter.js';

/**
 * Executes an operation when it is its caller's turn.
 * @param gone aborts when nobody waits for it any more
 * @throws {PedigraphError} RATE_LIMITED or OVERLOADED, where it is not begun
 */
export type InTurn = <T>(caller: Caller, gone: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;

/** Puts the caller's minute and the queue before operations that are executed: what the response cache has is not. */
export function takeTurns(queue: ExecutionQueue, rate: RateLimiter): InTurn {
  return async (caller, gone, work) => {
    const key = callerKey(caller);
    const taken = rate.take(key);
    if (taken !== undefined) await taken;
    return queue.run(key, gone, work);
  };
}
