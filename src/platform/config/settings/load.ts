import * as z from 'zod';
import { positive } from './positive.js';

/** When a server, a gateway's or a subgraph's, refuses for now what it could not answer in time. */
export const load = z.object({
  executing: positive
    .default(16)
    .describe(
      'Operations executed at once, in any case: those that compute share one thread, which is as busy with sixteen as with more. As many requests may be under way in any case.',
    ),
  executingMost: positive
    .default(256)
    .describe('The same while the event loop has time left, and more are answered for it, because most of them wait.'),
  waiting: positive
    .default(1_000)
    .describe('Operations of a burst that wait for their turn. Where it lasts, no more wait than are executed.'),
  patienceMs: positive
    .default(1_000)
    .describe('How long an operation waits at most, in milliseconds, and a burst lasts.'),
  requests: positive
    .default(2_000)
    .describe('Requests under way, read or waiting or executed: what each holds of memory is bounded by its body.'),
  targetMs: positive
    .default(20)
    .describe(
      'How long a request may take in the mean while the event loop is saturated, in milliseconds: requests beyond what is answered in that time are refused. Where it is not, requests take what they wait for.',
    ),
  loopDelayMs: positive
    .default(1_000)
    .describe('How late the event loop may be, in milliseconds: later, no request is answered in time.'),
});
