import { withTimeout } from '#platform/transport/with-timeout.js';

/** Milliseconds that a subgraph has to answer: one that hangs must not make whoever waits for it hang. */
const ANSWER_MS = 1_000;

/** @throws {Error} where there is no answer after a second. */
export function answerInTime<T>(answer: Promise<T>): Promise<T> {
  return withTimeout(answer, ANSWER_MS);
}
