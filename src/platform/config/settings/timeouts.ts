import * as z from 'zod';
import { wholeNumber } from '../whole-number.js';
import { positive } from './positive.js';

/** Deadlines in milliseconds; each is shorter than the one around it, so that the innermost gives the reason. */
export const timeouts = z
  .object({
    operation: positive.default(10_000),
    subgraph: positive.default(8_000),
    statement: positive.default(5_000),
    lock: positive.default(2_000),
    /** How long a request may take to arrive whole; its head a third of that. */
    request: positive.default(30_000),
    /** How long the client of a stream may take nothing of what was sent. */
    stalled: positive.default(60_000),
    /** How long an open connection may still bring a request once the server is asked to stop; 0: not at all. */
    linger: wholeNumber(0).default(500),
    /** How long requests under way may take to finish once the server is asked to stop, and then each closer. */
    drain: positive.default(10_000),
    /** How long a migration may take, and the wait for other processes that migrate. */
    migration: positive.default(600_000),
  })
  .refine((t) => t.operation > t.subgraph && t.subgraph > t.statement && t.statement > t.lock, {
    message: 'time-outs must decrease inward: operation > subgraph > statement > lock',
  });
