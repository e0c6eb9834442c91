import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id } from './payload-fields.js';

/** An alias went back. */
export const rolledBack = defineEvent({
  type: 'RolledBack',
  ledgers: ['models'],
  subject: 'the ref of the version that the alias left',
  when: 'An alias is rolled back; `AliasSet`, `StatusChanged` and `DeploymentRecorded` tell what moved with it.',
  payload: z.object({
    id,
    model: z.string(),
    alias: z.string(),
    from: z.string().describe('the version that it left'),
    fromModelVersionId: id,
    to: z.string().describe('the version that it points to now'),
    toModelVersionId: id,
    seconds: z.number().describe('how long the alias had pointed to what it left'),
    reason: z.string(),
    deployments: z.array(id).describe('the deployments that were started by it'),
  }),
});
