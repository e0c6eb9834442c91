import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, later } from './payload-fields.js';

const answer = z.enum(['YES', 'NO', 'UNKNOWN']);

/** Somebody looked whether what a version names is still there. */
export const reachChecked = defineEvent({
  type: 'ReachChecked',
  ledgers: ['models'],
  subject: 'the ref of the model version',
  when: 'It is recorded whether the code and the files of a model version are still where it says.',
  payload: z.object({
    id,
    modelVersionId: id,
    answer,
    places: z.array(z.object({ place: z.string(), path: later(z.string().nullable()), answer, reason: z.string() })),
  }),
});
