import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { DatasetRole } from '#values/dataset-role.js';
import { lineageFact } from './lineage-fact.js';
import { id, texts } from './payload-fields.js';

/** A run names more of what it reads. */
export const runInputsAdded = defineEvent({
  type: 'RunInputsAdded',
  ledgers: ['experiments'],
  subject: 'the ref of the run',
  when: 'A run gets inputs that it did not have, after it was started.',
  payload: z.object({
    id: id.describe('of the run'),
    inputs: z.array(
      z.object({
        id: id.describe('of the dataset version'),
        ref: z.string(),
        role: z.enum(DatasetRole),
        context: z.string().describe('empty where there is none'),
        tags: texts,
      }),
    ),
    isAfterEnd: z.boolean().describe('whether the run had ended'),
    lineage: lineageFact,
  }),
});
