/** Milliseconds from a signal to the wake-up: what is written in a burst is read in one batch. */
const GATHER = 10;

/**
 * Lets followers wait for "a ledger has grown" without missing one: `listen` before looking, `wait` after.
 * Only one promise of the hint is pending at a time, however often followers wait, so nothing piles up behind it.
 */
export class LedgerWakeup {
  private signals = 0;
  private listening = false;
  private readonly waiters = new Set<() => void>();

  constructor(private readonly grown: () => Promise<void>) {}

  /** The number of signals so far, for `wait`; from here on none is missed. */
  listen(): number {
    if (!this.listening) {
      this.listening = true;
      this.grown().then(
        () => this.signal(),
        () => {}, // a broken hint is no hint: polling goes on
      );
    }
    return this.signals;
  }

  /** Resolves shortly after a signal behind `since`, or when `ms` have passed, or at once on abort; no timer outlives it. */
  wait(since: number, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(hurry);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const hurry = () => {
        clearTimeout(timer);
        timer = setTimeout(done, GATHER);
      };
      let timer = setTimeout(done, this.signals === since ? ms : GATHER);
      this.waiters.add(hurry);
      signal.addEventListener('abort', done);
    });
  }

  private signal(): void {
    this.signals += 1;
    this.listening = false;
    for (const hurry of this.waiters) hurry();
  }
}
