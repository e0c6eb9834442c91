import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, texts } from './payload-fields.js';

const ledgers = ['models'];
const subject = 'the name of the model or the ref of the version';

/** Of what something is said. */
const annotated = { kind: z.enum(['MODEL', 'MODEL_VERSION']), id };

/** Tags are set or taken away. */
export const tagsChanged = defineEvent({
  type: 'TagsChanged',
  ledgers: ['experiments', 'models'],
  subject: 'the name of the model or the experiment, or the ref of the version, the run or the logged model',
  when: 'Tags of a model, a version, an experiment, a run or a logged model get another value or are removed.',
  payload: z.object({
    kind: z.enum(['MODEL', 'MODEL_VERSION', 'EXPERIMENT', 'RUN', 'LOGGED_MODEL']),
    id,
    set: texts,
    remove: z.array(z.string()),
  }),
});

/** A note is added. */
export const noteAdded = defineEvent({
  type: 'NoteAdded',
  ledgers,
  subject,
  when: 'A note is added to a model or a version.',
  payload: z.object({ ...annotated, noteId: id, text: z.string() }),
});

/** A description is set or taken away. */
export const descriptionSet = defineEvent({
  type: 'DescriptionSet',
  ledgers,
  subject,
  when: 'The description of a model or a version changes.',
  payload: z.object({ ...annotated, description: z.string().nullable() }),
});

/** Owners are named. */
export const ownersSet = defineEvent({
  type: 'OwnersSet',
  ledgers,
  subject,
  when: 'The owners of a model or a version change.',
  payload: z.object({ ...annotated, owners: z.array(z.string()).describe('all of them, in their order') }),
});
