import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { lineageFact } from './lineage-fact.js';
import { id } from './payload-fields.js';

/** A run names a dataset version as its output. */
export const runDatasetProduced = defineEvent({
  type: 'RunDatasetProduced',
  ledgers: ['experiments'],
  subject: 'the ref of the run',
  when: 'A run names a dataset version as its output.',
  payload: z.object({
    id: id.describe('of the run'),
    datasetVersion: z.object({ id, ref: z.string() }),
    lineage: lineageFact,
  }),
});
