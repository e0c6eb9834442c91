/** Milliseconds between two looks at the clock. */
const PERIOD = 100;

/** How late the event loop is: how long what came would have waited for its turn, in milliseconds. */
export interface LoopDelay {
  current(): number;
  stop(): void;
}

/** Watches the event loop by a timer of its own, which keeps no process alive. */
export function watchLoopDelay(): LoopDelay {
  let due = performance.now() + PERIOD;
  let late = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(0, now - due);
    due = now + PERIOD;
  }, PERIOD).unref();
  return {
    // Where the timer itself is late, the loop is so by as much.
    current: () => Math.max(late, performance.now() - due),
    stop: () => clearInterval(timer),
  };
}
