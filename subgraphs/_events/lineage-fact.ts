import * as z from 'zod';
import type { LineageFact } from '#platform/database/new-ledger-event.js';
import { id } from './payload-fields.js';

const word = z.string().min(1);
const node = z.object({ kind: word, id, ref: word });

/** The node that an event adds to the lineage, and what it was made from. */
export const lineageFact = z
  .object({
    node,
    upstream: z.array(
      node.extend({
        relation: word,
        columns: z.array(word).optional(),
        columnEdges: z.array(z.object({ from: word, to: word })).optional(),
      }),
    ),
  })
  .meta({ title: 'Lineage' }) satisfies z.ZodType<LineageFact>;
