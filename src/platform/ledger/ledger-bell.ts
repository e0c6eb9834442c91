/** Tells followers in this process that a ledger has grown. Only a hint: who follows looks for itself as well. */
export interface LedgerBell {
  ring(): void;
  /** Resolves at the next ring. */
  rung(): Promise<void>;
}

/** Makes a bell. */
export function createLedgerBell(): LedgerBell {
  let next = deferred();
  return {
    ring() {
      next.resolve();
      next = deferred();
    },
    rung: () => next.promise,
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
