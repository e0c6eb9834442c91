import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id } from './payload-fields.js';

const ledgers = ['models'];
const subject = 'the ref of the version or the run that is contradicted';

const contradicted = {
  kind: z.enum(['MODEL_VERSION', 'DATASET_VERSION', 'RUN']).describe('what is contradicted'),
  id,
  contradictionId: id,
  contradiction: z.enum(['TAG_MOVED', 'TAG_DELETED', 'DIGEST_DIFFERS', 'RUN_DELETED', 'VERSION_DELETED']),
};

/** A source says other than what is known. */
export const contradictionReported = defineEvent({
  type: 'ContradictionReported',
  ledgers,
  subject,
  when: 'A source is reported to say other than what is known of a version or a run.',
  payload: z.object({
    ...contradicted,
    source: z.string(),
    place: z.string(),
    known: z.string().nullable(),
    found: z.string().nullable(),
  }),
});

/** A contradiction is one no more. */
export const contradictionResolved = defineEvent({
  type: 'ContradictionResolved',
  ledgers,
  subject,
  when: 'A contradiction is resolved: the source agrees again, or somebody has decided.',
  payload: z.object({ ...contradicted, reason: z.string() }),
});
