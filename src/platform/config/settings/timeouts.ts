import * as z from 'zod';
import { wholeNumber } from '../whole-number.js';
import { positive } from './positive.js';

/** Deadlines in milliseconds; each is shorter than the one around it, so that the innermost gives the reason. */
export const timeouts = z
  .object({
    operation: positive.default(10_000).describe('How long an operation may take at the gateway.'),
    subgraph: positive.default(8_000).describe('How long a subgraph may take to answer the gateway.'),
    statement: positive.default(5_000).describe('How long an SQL statement may take.'),
    lock: positive.default(2_000).describe('How long it may wait for a lock.'),
    request: positive
      .default(30_000)
      .describe('How long a request may take to arrive whole; its head a third of that.'),
    stalled: positive.default(60_000).describe('How long the client of a stream may take nothing of what was sent.'),
    linger: wholeNumber(0)
      .default(500)
      .describe(
        'How long an open connection may still bring a request once the server is asked to stop; 0: not at all.',
      ),
    drain: positive
      .default(10_000)
      .describe(
        'How long requests under way may take to finish once the server is asked to stop, and then each closer.',
      ),
    migration: positive
      .default(600_000)
      .describe('How long a migration may take, and the wait for other processes that migrate.'),
  })
  .refine((t) => t.operation > t.subgraph && t.subgraph > t.statement && t.statement > t.lock, {
    message: 'time-outs must decrease inward: operation > subgraph > statement > lock',
  });
