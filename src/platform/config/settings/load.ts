import * as z from 'zod';
import { positive } from './positive.js';

/** When a server, a gateway's or a subgraph's, refuses for now what it could not answer in time. */
export const load = z.object({
  /**
   * Operations executed at once, in any case: those that compute share one thread, which is as busy with sixteen as
   * with more. As many requests may be under way in any case.
   */
  executing: positive.default(16),
  /** The same while the event loop has time left, and more are answered for it, because most of them wait. */
  executingMost: positive.default(256),
  /** Operations of a burst that wait for their turn. Where it lasts, no more wait than are executed. */
  waiting: positive.default(1_000),
  /** How long an operation waits at most, in milliseconds, and a burst lasts. */
  patienceMs: positive.default(1_000),
  /** Requests under way, read or waiting or executed: what each holds of memory is bounded by its body. */
  requests: positive.default(2_000),
  /**
   * How long a request may take in the mean while the event loop is saturated, in milliseconds: requests beyond what is
   * answered in that time are refused. Where it is not, requests take what they wait for.
   */
  targetMs: positive.default(20),
  /** How late the event loop may be, in milliseconds: later, no request is answered in time. */
  loopDelayMs: positive.default(1_000),
});
