/** What a tab does while it is the one that follows for all of them. */
type Lead = (signal: AbortSignal) => Promise<void>;

/**
 * Has one tab of this browser follow for all, the first that somebody looks at: each competes while it is visible, and
 * leaves it to another when it is hidden. A page that came over plain HTTP has no locks: there each tab is its own.
 */
export async function leadWhileVisible(name: string, signal: AbortSignal, lead: Lead): Promise<void> {
  while (!signal.aborted) {
    await visible(signal);
    const hidden = new AbortController();
    const leave = () => document.visibilityState === 'hidden' && hidden.abort();
    document.addEventListener('visibilitychange', leave);
    const until = AbortSignal.any([signal, hidden.signal]);
    try {
      if (navigator.locks === undefined) await lead(until);
      else await navigator.locks.request(name, { signal: until }, () => lead(until));
      // It was refused for good, such as for want of a token: whoever gives one begins anew.
      if (!until.aborted) return;
    } catch (error) {
      if (!until.aborted) throw error;
    } finally {
      document.removeEventListener('visibilitychange', leave);
    }
  }
}

/** Resolves when somebody looks at the page, or the signal aborts. */
export function visible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'hidden' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}
