/** What the requests of one subgraph have under way, so that they need not fight for the same rows in the database. */
export interface UnderWay {
  /**
   * Runs work once for all callers that want it at the same time. Where it fails, each of the others runs its own: the
   * failure may be the first caller's alone, whose client has left or whose request was refused.
   */
  once<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Does work once no other that shares a name with it is under way, in the order in which they came. */
  inTurn<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
}

/** Makes what one subgraph of this process has under way; across processes the database's locks decide. */
export function createUnderWay(): UnderWay {
  const shared = new Map<string, Promise<unknown>>();
  const lastInTurn = new Map<string, Promise<void>>();
  return {
    async once<T>(key: string, work: () => Promise<T>): Promise<T> {
      for (;;) {
        const known = shared.get(key) as Promise<T> | undefined;
        if (known === undefined) break;
        try {
          return await known;
        } catch {
          // the first waiter to run does it now
        }
      }
      const doing = work().finally(() => shared.delete(key));
      shared.set(key, doing);
      return doing;
    },
    async inTurn<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
      const unique = [...new Set(names)];
      const before = unique.map((name) => lastInTurn.get(name));
      let end = () => {};
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      // In all queues at the same moment, so that no two wait for each other crosswise.
      for (const name of unique) lastInTurn.set(name, over);
      try {
        await Promise.all(before);
        return await work();
      } finally {
        end();
        for (const name of unique) if (lastInTurn.get(name) === over) lastInTurn.delete(name);
      }
    },
  };
}
