import { withTimeout } from '#platform/transport/with-timeout.js';

/** Milliseconds that a subgraph has to answer: one that hangs must not make who waits for it hang. */
const PATIENCE = 1_000;

/** @throws {Error} where there is no answer after a second. */
export function withinPatience<T>(answer: Promise<T>): Promise<T> {
  return withTimeout(answer, PATIENCE);
}
