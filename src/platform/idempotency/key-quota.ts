import type { EntityManager } from 'typeorm';
import { tooManyKeys } from './idempotency-errors.js';
import type { StepStore } from './step-store.js';

/** Bounds how many keys a caller may have that are not yet forgotten. */
export interface KeyQuota {
  /**
   * Takes the place of a new key.
   * @throws {PedigraphError} TOO_MANY_IDEMPOTENCY_KEYS
   */
  take(manager: EntityManager, caller: string): Promise<void>;
}

/** The part of the bound that a caller may take before the keys are counted anew: counting reads all of them. */
const COUNTED_EVERY = 100;

/** Callers whose counts are in memory at a time. */
const MOST_CALLERS = 10_000;

/** @param most keys of a caller; what other processes have taken since the last count may be above it */
export function createKeyQuota(store: StepStore, most: number): KeyQuota {
  const counts = new Map<string, { counted: number; since: number }>();
  return {
    async take(manager, caller) {
      let count = counts.get(caller);
      if (count === undefined || count.since >= most / COUNTED_EVERY || count.counted + count.since >= most) {
        const { keys, seconds } = await store.countKeys(manager, caller);
        if (keys >= most) throw tooManyKeys(most, seconds);
        count = { counted: keys, since: 0 };
        if (counts.size >= MOST_CALLERS) counts.clear();
        counts.set(caller, count);
      }
      count.since += 1;
    },
  };
}
