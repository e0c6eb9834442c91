import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id } from './payload-fields.js';

/** A version or a run is in a source. */
export const sourceRecorded = defineEvent({
  type: 'SourceRecorded',
  ledgers: ['models'],
  subject: 'the ref of the version or the run that is in the source',
  when: 'A version or a run is recorded to be in a source: a repository, a tracking server.',
  payload: z.object({
    kind: z.enum(['MODEL_VERSION', 'DATASET_VERSION', 'RUN']).describe('what is in the source'),
    id,
    sourceRecordId: id,
    tool: z.string(),
    location: z.string(),
    externalId: z.string(),
  }),
});
