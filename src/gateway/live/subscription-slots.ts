import type { GuardLimits } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** How many subscriptions a gateway follows, in all and for one caller. */
export interface SubscriptionSlots {
  /**
   * Takes a slot until the signal aborts or `leave` is called, whichever is first.
   * @throws {PedigraphError} UNAVAILABLE where none is free
   */
  take(actor: string, signal: AbortSignal): { readonly leave: () => void };
}

/** Counts the open subscriptions. */
export function createSubscriptionSlots(
  limits: Pick<GuardLimits, 'subscriptions' | 'subscriptionsPerCaller'>,
): SubscriptionSlots {
  const { subscriptions, subscriptionsPerCaller } = limits;
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(actor, signal) {
      const own = taken.get(actor) ?? 0;
      if (all >= subscriptions) throw tooMany(`This gateway follows ${subscriptions} subscriptions`, subscriptions);
      if (own >= subscriptionsPerCaller) {
        throw tooMany(`This gateway follows ${subscriptionsPerCaller} subscriptions of yours`, subscriptionsPerCaller);
      }
      all += 1;
      taken.set(actor, own + 1);
      const leave = () => {
        if (!held) return;
        held = false;
        signal.removeEventListener('abort', leave);
        all -= 1;
        const left = (taken.get(actor) ?? 1) - 1;
        if (left === 0) taken.delete(actor);
        else taken.set(actor, left);
      };
      let held = true;
      // A signal that has aborted already fires no event any more.
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      return { leave };
    },
  };
}

function tooMany(what: string, limit: number): PedigraphError {
  return new PedigraphError('UNAVAILABLE', `${what} already, as many as it may: end one, or try another gateway.`, {
    limit,
  });
}
