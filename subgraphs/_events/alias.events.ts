import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, later, moment } from './payload-fields.js';

const ledgers = ['models'];

/** An alias points to a version. */
export const aliasSet = defineEvent({
  type: 'AliasSet',
  ledgers,
  subject: 'the ref of the version that it points to now',
  when: 'An alias is pointed to a model version: by `setAlias`, a promotion, a rollback or a status.',
  payload: z.object({
    model: z.string(),
    alias: z.string(),
    version: z.string(),
    modelVersionId: id,
    previous: z.string().nullable(),
    previousModelVersionId: later(id.nullable()),
    movedElsewhereAt: later(moment.nullable()),
    reason: z.string().nullable(),
  }),
});

/** An alias points nowhere. */
export const aliasRemoved = defineEvent({
  type: 'AliasRemoved',
  ledgers,
  subject: 'the ref of the version that it pointed to, or the name of the model',
  when: 'An alias is taken away.',
  payload: z.object({
    model: z.string(),
    alias: z.string(),
    version: z.null(),
    modelVersionId: z.null(),
    previous: z.string().nullable(),
    previousModelVersionId: later(id.nullable()),
    movedElsewhereAt: later(moment.nullable()),
    reason: z.string().nullable(),
  }),
});
