import type { GuardLimits } from '#platform/config/config.js';
import { overloaded } from '#platform/server/load-shedding/overloaded.js';
import { rateLimited } from '#platform/server/rate-limited.js';

/** How many subscriptions a gateway follows, in all and for one caller. */
export interface SubscriptionSlots {
  /**
   * Takes a slot until the signal aborts or `leave` is called, whichever is first.
   * @throws {PedigraphError} OVERLOADED where none is free, RATE_LIMITED where the caller has as many as it may
   */
  take(caller: string, signal: AbortSignal): { readonly leave: () => void };
}

/** Counts the open subscriptions. */
export function createSubscriptionSlots(
  limits: Pick<GuardLimits, 'subscriptions' | 'subscriptionsPerCaller'>,
): SubscriptionSlots {
  const { subscriptions, subscriptionsPerCaller } = limits;
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(caller, signal) {
      const own = taken.get(caller) ?? 0;
      if (all >= subscriptions) throw overloaded(`this gateway follows ${subscriptions} subscriptions already`);
      if (own >= subscriptionsPerCaller) {
        throw rateLimited(`This gateway follows ${own} subscriptions of yours`, {
          limit: 'subscriptionsPerCaller',
          max: subscriptionsPerCaller,
          retryAfter: 1,
        });
      }
      all += 1;
      taken.set(caller, own + 1);
      const leave = () => {
        if (!held) return;
        held = false;
        signal.removeEventListener('abort', leave);
        all -= 1;
        const left = (taken.get(caller) ?? 1) - 1;
        if (left === 0) taken.delete(caller);
        else taken.set(caller, left);
      };
      let held = true;
      // A signal that has aborted already fires no event any more.
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      return { leave };
    },
  };
}
