import { positive } from './positive.js';

/** What a subgraph remembers of requests that were sent with an idempotency key. */
export const idempotency = {
  idempotencyKeptMs: positive
    .default(24 * 60 * 60 * 1_000)
    .describe('Milliseconds after which a key is forgotten: a day, in which a client has sent again what it means to.'),
  idempotencyKeys: positive
    .default(100_000)
    .describe('Keys that one caller may have at a time in one subgraph: more than a write a second all day.'),
};
