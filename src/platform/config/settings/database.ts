import * as z from 'zod';
import { wholeNumber } from '../whole-number.js';
import { positive } from './positive.js';

/** How PostgreSQL is used. */
export const database = z.object({
  reads: z
    .enum(['shared', 'plain'])
    .default('shared')
    .describe(
      '`shared`: reads of different requests go to a few connections together and rows stay the bytes that came, which rests on private parts of `pg`. `plain`: each read takes a connection of the pool, by what `pg` documents alone; slower ([0015](decisions/0015-reads-travel-together.md)).',
    ),
  poolSize: positive.default(10).describe('Connections that each subgraph has for itself, at most.'),
  readConnections: positive
    .default(4)
    .describe('Connections for shared reads, at most; the subgraphs of a process have them together.'),
  waitMs: wholeNumber(0)
    .default(0)
    .describe(
      'How long a start waits for a database that does not take connections yet, in milliseconds; 0: not at all.',
    ),
});
