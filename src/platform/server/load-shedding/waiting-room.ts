/** One that waits for its turn. */
export interface Waiter {
  readonly caller: string;
  /** Since when, on the clock of whoever put it there. */
  readonly since: number;
  readonly admit: () => void;
  readonly refuse: (reason: Error) => void;
}

/** Those that wait, each caller's in the order they came; callers have turns. */
export interface WaitingRoom {
  readonly size: number;
  add(waiter: Waiter): void;
  /** Takes out one that has left. */
  remove(waiter: Waiter): void;
  /** How many of a caller wait. */
  countOf(caller: string): number;
  /** The caller with the most that wait; undefined where nobody does. */
  largest(): string | undefined;
  /**
   * Takes out whose turn it is: the first of the caller for whom least is executed, of equal ones the caller whose
   * last turn is longest ago.
   */
  next(executingOf: (caller: string) => number): Waiter | undefined;
  /** Takes out the first, which has waited longest, of a caller. */
  firstOf(caller: string): Waiter | undefined;
  /** Takes out all that wait since a time before this one. */
  before(time: number): readonly Waiter[];
}

/** Makes an empty one. */
export function createWaitingRoom(): WaitingRoom {
  // In the order of their turns: who had one goes behind the others.
  const byCaller = new Map<string, Waiter[]>();
  let size = 0;

  const firstOf = (caller: string): Waiter | undefined => {
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
    before(time) {
      const taken: Waiter[] = [];
      for (const caller of [...byCaller.keys()]) {
        while ((byCaller.get(caller)?.[0]?.since ?? time) < time) taken.push(firstOf(caller)!);
      }
      return taken;
    },
  };
}
