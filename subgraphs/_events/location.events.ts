import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id } from './payload-fields.js';

/** A place was added to a sealed version. */
export const locationAdded = defineEvent({
  type: 'LocationAdded',
  ledgers: ['datasets', 'models'],
  subject: 'the ref of the version',
  when: 'A place where a file of a sealed version lies, too, is added to it; the digest of what lies there is that of the version.',
  payload: z.object({
    kind: z.enum(['MODEL_VERSION', 'DATASET_VERSION']),
    id: id.describe('of the version'),
    locationId: id,
    path: z.string().nullable().describe('of the file within the version; null where all of it lies there'),
    uri: z.string(),
    digest: z.string().describe('with its algorithm before it'),
  }),
});
