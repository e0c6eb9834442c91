import * as z from 'zod';
import { positive } from './positive.js';

/** What one caller may ask of a gateway. A dashboard, a fleet of builds and the benches stay far below. */
export const callers = z.object({
  requestsAtOnce: positive.default(500).describe('Requests of one caller under way: each may hold a body in memory.'),
  operationsPerMinute: positive
    .default(120_000)
    .describe('Operations of one caller that are executed in a minute; a process executes a few hundred a second.'),
  plansAtOnce: positive
    .default(32)
    .describe('New documents of one caller that wait to be planned: they are planned one after the other.'),
  plansPerMinute: positive
    .default(6_000)
    .describe('New documents of one caller in a minute. A program has a few dozen in all; a plan takes milliseconds.'),
  badCredentialsPerMinute: positive
    .default(300)
    .describe(
      'Credentials from one address that do not hold, in a minute: more than a fleet whose key has just ended.',
    ),
  signInsPerMinute: positive
    .default(1_200)
    .describe(
      'Requests to `/auth/…` from one address, in a minute: a sign-in is two of them, a log-out is one, and behind one address may be a whole company, or a proxy.',
    ),
  ratesDatabaseUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
    .optional()
    .describe(
      'A PostgreSQL in which several gateways count the operations of callers together, in the table `pedigraph_rates`. Unset: each gateway counts for itself.',
    ),
});
