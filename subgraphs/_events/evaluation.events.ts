import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, measured, moment, pin } from './payload-fields.js';

/** A version was measured. */
export const evaluationRecorded = defineEvent({
  type: 'EvaluationRecorded',
  ledgers: ['models'],
  subject: 'the ref of the model version',
  when: 'An evaluation of a model version is recorded.',
  payload: z.object({
    id,
    modelVersionId: id,
    dataset: pin.nullable(),
    slice: z.string().nullable().describe('the part of the data; null where it was all of it'),
    metrics: z.array(z.object({ key: z.string(), value: measured })),
    evaluatedAt: moment,
    note: z.string().nullable(),
  }),
});
