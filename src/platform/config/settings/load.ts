import * as z from 'zod';
import { positive } from './positive.js';

/** When a server, a gateway's or a subgraph's, refuses for now what it could not answer in time. */
export const load = z.object({
  /**
   * Operations executed at once, in any case. Those that compute share one thread: it is as busy with sixteen, and the
   * rest is for those that wait for the database.
   */
  executing: positive.default(32),
  /** The same while the event loop has time left, because most of them wait. */
  executingMost: positive.default(256),
  /** Operations of a burst that wait for their turn. Where it lasts, no more wait than are executed. */
  waiting: positive.default(1_000),
  /** How long an operation waits at most, in milliseconds, and a burst lasts. */
  patienceMs: positive.default(3_000),
  /** Requests under way, read or waiting or executed: what each holds of memory is bounded by its body. */
  requests: positive.default(2_000),
  /** How late the event loop may be, in milliseconds: later, no request is answered in time. */
  loopDelayMs: positive.default(1_000),
});
