import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { ModelVersionStatus } from '#values/model-version-status.js';
import { id } from './payload-fields.js';

/** A version stands elsewhere in its life. */
export const statusChanged = defineEvent({
  type: 'StatusChanged',
  ledgers: ['models'],
  subject: 'the ref of the version',
  when: 'The status of a model version changes, by itself or with the alias `production`.',
  payload: z.object({
    modelVersionId: id,
    from: z.enum(ModelVersionStatus),
    status: z.enum(ModelVersionStatus),
    reason: z.string().nullable(),
  }),
});
