import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { lineageFact } from './lineage-fact.js';
import { bump, id, later, manifestWith } from './payload-fields.js';

/** A version of a dataset is registered. */
export const datasetVersionRegistered = defineEvent({
  type: 'DatasetVersionRegistered',
  ledgers: ['datasets'],
  subject: 'the ref of the version',
  when: 'A dataset version is registered that was not there before.',
  payload: z.object({
    id,
    datasetId: later(id).describe('of the dataset'),
    digest: z.string(),
    manifest: manifestWith({
      schema: z.array(z.object({ name: z.string() })).nullish(),
      license: z.string().nullish(),
    }),
    bump,
    source: z.string().nullable(),
    description: z.string().nullable(),
    lineage: lineageFact,
  }),
});
