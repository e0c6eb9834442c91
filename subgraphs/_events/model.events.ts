import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, moment } from './payload-fields.js';

const ledgers = ['models'];
const subject = 'the name of the model';

/** A model is made before it has a version. */
export const modelCreated = defineEvent({
  type: 'ModelCreated',
  ledgers,
  subject,
  when: 'A model is made by `createModel`; one that the registration of its first version makes has that event alone.',
  payload: z.object({
    id,
    displayName: z.string(),
    createdElsewhereAt: moment.nullable(),
    createdElsewhereBy: z.string().nullable(),
  }),
});

/** A model is called otherwise. */
export const modelRenamed = defineEvent({
  type: 'ModelRenamed',
  ledgers,
  subject,
  when: 'A model gets another display name; its name stays.',
  payload: z.object({ id, displayName: z.string(), previous: z.string(), reason: z.string().nullable() }),
});

const archival = z.object({ id, reason: z.string().nullable() });

/** A model is archived. */
export const modelArchived = defineEvent({
  type: 'ModelArchived',
  ledgers,
  subject,
  when: 'A model is archived.',
  payload: archival,
});

/** A model is archived no more. */
export const modelRestored = defineEvent({
  type: 'ModelRestored',
  ledgers,
  subject,
  when: 'A model that was archived is restored.',
  payload: archival,
});
