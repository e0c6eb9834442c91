import { createConcurrencyLimit } from './concurrency-limit.js';
import { loopUtilization } from './loop-utilization.js';
import { overloaded } from './overloaded.js';
import { createWaitingRoom } from './waiting-room.js';

/** Bounds how many operations are executed at once, and how many wait for it. */
export interface ExecutionQueue {
  /**
   * Runs the work, at once or when it is the caller's turn.
   * @param gone aborts when nobody waits any more: then it is not begun
   * @throws {PedigraphError} OVERLOADED where it is not begun in time
   */
  run<T>(caller: string, gone: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /** A part of the system that was asked had too much to do: fewer are executed at once for a while. */
  pushBack(): void;
}

/** How a queue is bounded; see `Config.load`. */
export interface ExecutionQueueOptions {
  readonly executing: number;
  readonly executingMost: number;
  readonly waiting: number;
  readonly patienceMs: number;
  /** How busy the event loop was since the last call, 0 to 1. @default that of this process */
  readonly utilization?: (() => number) | undefined;
  /** A clock in milliseconds that never goes back. @default performance.now */
  readonly now?: (() => number) | undefined;
  /** Calls back again and again; resolves to how to stop. @default every 100 ms */
  readonly every?: ((work: () => void) => () => void) | undefined;
}

/**
 * Sheds load in place of queueing it. A burst may wait: up to `waiting` operations, each for `patienceMs`. A queue that
 * was not empty for that long is no burst but more than can be served: from then on no more may wait than are executed
 * at once, so that what is accepted takes at most twice as long as it takes to execute, and the rest is refused at
 * once. (A standing queue adds its length to every answer and none to what is answered: Nichols and Jacobson,
 * "Controlling Queue Delay", ACM Queue 2012.)
 *
 * Callers have turns. Where too many wait, the caller with the most of them gives way to one with fewer.
 */
export function createExecutionQueue(options: ExecutionQueueOptions): ExecutionQueue {
  const { patienceMs, utilization = loopUtilization(), now = () => performance.now(), every = everyPeriod } = options;
  const limit = createConcurrencyLimit({ least: options.executing, most: options.executingMost });
  const room = createWaitingRoom<Waiting>();
  const executing = new Map<string, number>();
  let executingAll = 0;
  /** Since when somebody has been waiting. */
  let waitingSince = 0;
  let isPushedBack = false;
  let ended = 0;
  let lookedAt = 0;
  let stopAdapting: (() => void) | undefined;

  const begin = (caller: string): void => {
    executingAll += 1;
    executing.set(caller, (executing.get(caller) ?? 0) + 1);
  };
  const end = (caller: string): void => {
    executingAll -= 1;
    ended += 1;
    const left = (executing.get(caller) ?? 1) - 1;
    if (left === 0) executing.delete(caller);
    else executing.set(caller, left);
    admit();
  };
  /** Lets in as many as there is room for. */
  const admit = (): void => {
    while (executingAll < limit.current) {
      const next = room.next((caller) => executing.get(caller) ?? 0);
      if (next === undefined) break;
      begin(next.caller);
      next.admit();
    }
    if (room.size === 0 && !isPushedBack) stop();
  };
  const mostWaiting = (): number => (now() - waitingSince > patienceMs ? limit.current : options.waiting);
  const refuse = ({ refuse }: Waiting): void => refuse(overloaded(`${room.size} operations wait already`));
  const refuseLongest = (): void => {
    const first = room.firstOf(room.largest() ?? '');
    if (first !== undefined) refuse(first);
  };
  const adapt = (): void => {
    const ms = now() - lookedAt;
    limit.adapt({ ms, ended, utilization: utilization(), isFull: room.size > 0, isPushedBack });
    look();
    isPushedBack = false;
    const since = now() - patienceMs;
    for (const late of room.takeWhile((waiting) => waiting.since < since)) refuse(late);
    const most = mostWaiting();
    while (room.size > most) refuseLongest();
    admit();
  };
  const look = (): void => {
    lookedAt = now();
    ended = 0;
  };
  const watch = (): void => {
    if (stopAdapting !== undefined) return;
    look();
    utilization();
    stopAdapting = every(adapt);
  };
  const stop = (): void => {
    stopAdapting?.();
    stopAdapting = undefined;
  };

  const enter = (caller: string, gone: AbortSignal | undefined): Promise<void> => {
    if (room.size === 0) waitingSince = now();
    if (room.size >= mostWaiting()) {
      const largest = room.largest() ?? caller;
      if (room.countOf(largest) <= room.countOf(caller) + 1) {
        return Promise.reject(overloaded(`${room.size} operations wait already`));
      }
      refuse(room.firstOf(largest)!);
    }
    watch();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        room.remove(waiter);
        reject(overloaded('nobody waits for it any more'));
        if (room.size === 0 && !isPushedBack) stop();
      };
      const settled = (): void => gone?.removeEventListener('abort', leave);
      const waiter: Waiting = {
        caller,
        since: now(),
        admit() {
          settled();
          resolve();
        },
        refuse(reason) {
          settled();
          reject(reason);
        },
      };
      room.add(waiter);
      gone?.addEventListener('abort', leave, { once: true });
    });
  };

  return {
    async run(caller, gone, work) {
      if (room.size === 0 && executingAll < limit.current) begin(caller);
      else await enter(caller, gone);
      try {
        return await work();
      } finally {
        end(caller);
      }
    },
    pushBack() {
      isPushedBack = true;
      watch();
    },
  };
}

/** An operation that is not begun. */
interface Waiting {
  readonly caller: string;
  readonly since: number;
  readonly admit: () => void;
  readonly refuse: (reason: Error) => void;
}

/** Milliseconds between two looks at how it goes, while somebody waits. */
const PERIOD = 100;

function everyPeriod(work: () => void): () => void {
  const timer = setInterval(work, PERIOD).unref();
  return () => clearInterval(timer);
}
