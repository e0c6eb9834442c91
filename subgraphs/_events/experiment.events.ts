import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, moment, texts } from './payload-fields.js';

const ledgers = ['experiments'];
const subject = 'the name of the experiment';

/** An experiment is made. */
export const experimentCreated = defineEvent({
  type: 'ExperimentCreated',
  ledgers,
  subject,
  when: 'An experiment is made by itself; of one that is made as its first run starts, `RunStarted` is all there is.',
  payload: z.object({
    id,
    displayName: z.string(),
    description: z.string().nullable(),
    tags: texts,
    artifactLocation: z.string().nullable(),
    externalId: z.string().nullable(),
    createdElsewhereAt: moment.nullable(),
    createdElsewhereBy: z.string().nullable(),
  }),
});

/** An experiment is called otherwise. */
export const experimentRenamed = defineEvent({
  type: 'ExperimentRenamed',
  ledgers,
  subject,
  when: 'An experiment gets another display name.',
  payload: z.object({
    id,
    displayName: z.string(),
    previous: z.string().describe('what it was called before'),
    reason: z.string().nullable(),
  }),
});

const archived = z.object({ id, reason: z.string().nullable() });

/** An experiment is archived. */
export const experimentArchived = defineEvent({
  type: 'ExperimentArchived',
  ledgers,
  subject,
  when: 'An experiment is archived.',
  payload: archived,
});

/** An experiment comes back from the archive. */
export const experimentRestored = defineEvent({
  type: 'ExperimentRestored',
  ledgers,
  subject,
  when: 'An experiment is taken out of the archive.',
  payload: archived,
});
