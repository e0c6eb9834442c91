/** One that waits for its turn. */
export interface Waiter {
  readonly caller: string;
}

/** Those that wait, each caller's in the order they came; callers have turns. */
export interface WaitingRoom<Waiting extends Waiter> {
  readonly size: number;
  add(waiter: Waiting): void;
  /** Takes out one that has left. */
  remove(waiter: Waiting): void;
  /** How many of a caller wait. */
  countOf(caller: string): number;
  /** The caller with the most that wait; undefined where nobody does. */
  largest(): string | undefined;
  /**
   * Takes out whose turn it is: the first of the caller for whom least is executed, of equal ones the caller whose
   * last turn is longest ago.
   */
  next(executingOf: (caller: string) => number): Waiting | undefined;
  /** Takes out the first, which has waited longest, of a caller. */
  firstOf(caller: string): Waiting | undefined;
  /** Takes out the first ones of each caller for as long as this is true of them. */
  takeWhile(isLate: (waiter: Waiting) => boolean): readonly Waiting[];
}

/** Makes an empty one. */
export function createWaitingRoom<Waiting extends Waiter>(): WaitingRoom<Waiting> {
  // In the order of their turns: who had one goes behind the others.
  const byCaller = new Map<string, Waiting[]>();
  let size = 0;

  const firstOf = (caller: string): Waiting | undefined => {
    const own = byCaller.get(caller);
    const first = own?.shift();
    if (first !== undefined) size -= 1;
    byCaller.delete(caller);
    if (own !== undefined && own.length > 0) byCaller.set(caller, own);
    return first;
  };

  return {
    get size() {
      return size;
    },
    add(waiter) {
      const own = byCaller.get(waiter.caller);
      if (own === undefined) byCaller.set(waiter.caller, [waiter]);
      else own.push(waiter);
      size += 1;
    },
    remove(waiter) {
      const own = byCaller.get(waiter.caller);
      const index = own?.indexOf(waiter) ?? -1;
      if (own === undefined || index === -1) return;
      own.splice(index, 1);
      size -= 1;
      if (own.length === 0) byCaller.delete(waiter.caller);
    },
    countOf: (caller) => byCaller.get(caller)?.length ?? 0,
    largest() {
      let largest: string | undefined;
      let most = 0;
      for (const [caller, { length }] of byCaller) if (length > most) [largest, most] = [caller, length];
      return largest;
    },
    next(executingOf) {
      let chosen: string | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (const caller of byCaller.keys()) {
        const executing = executingOf(caller);
        if (executing < least) [chosen, least] = [caller, executing];
      }
      return chosen === undefined ? undefined : firstOf(chosen);
    },
    firstOf,
    takeWhile(isLate) {
      const taken: Waiting[] = [];
      for (const [caller, own] of [...byCaller]) {
        while (own[0] !== undefined && isLate(own[0])) taken.push(firstOf(caller)!);
      }
      return taken;
    },
  };
}
