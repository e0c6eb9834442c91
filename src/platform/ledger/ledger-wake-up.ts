/** Wakes the followers of a ledger in this process once it has grown. Only a hint: a follower polls as well. */
export interface LedgerWakeUp {
  /** Wakes all who wait now. */
  notify(): void;
  /** Resolves at the next `notify`. */
  next(): Promise<void>;
}

/** Makes the wake-up of one ledger. */
export function createLedgerWakeUp(): LedgerWakeUp {
  let next = deferred();
  return {
    notify() {
      next.resolve();
      next = deferred();
    },
    next: () => next.promise,
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
