/** How a breaker decides. */
export interface CircuitBreakerOptions {
  /** Failures in a row after which it opens. @default 5 */
  readonly threshold?: number | undefined;
  /** How long it stays open before it lets one attempt through, in milliseconds. @default 1000 */
  readonly pause?: number | undefined;
  /** A clock in milliseconds that never goes back. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** Spares a peer that is down the requests, and the requests the wait. */
export interface CircuitBreaker {
  /** Whether to try now. While half-open, true once: whoever gets that true must report `succeeded` or `failed`. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
  /** An attempt ended without saying anything about the peer, such as when the client went away. */
  abandoned(): void;
}

/** Closed → open after `threshold` failures in a row → after `pause`, half-open: one attempt decides which. */
export function createCircuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { threshold = 5, pause = 1_000, now = () => performance.now() } = options;
  let failures = 0;
  let openUntil = 0;
  let trying = false;
  return {
    admits() {
      if (failures < threshold) return true;
      if (trying || now() < openUntil) return false;
      trying = true;
      return true;
    },
    succeeded() {
      failures = 0;
      trying = false;
    },
    failed() {
      failures += 1;
      trying = false;
      if (failures >= threshold) openUntil = now() + pause;
    },
    abandoned() {
      trying = false;
    },
  };
}
