import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { lineageFact } from './lineage-fact.js';
import { id, moment } from './payload-fields.js';

const ledgers = ['models'];
const subject = 'the ref of the model version';

/** A version runs on a target. */
export const deploymentRecorded = defineEvent({
  type: 'DeploymentRecorded',
  ledgers,
  subject,
  when: 'A model version is put to work on a target, by `recordDeployment` or a rollback.',
  payload: z.object({
    id,
    target: z.string(),
    model: z.string(),
    modelVersionId: id,
    environment: z.string().nullable().describe('the ref of the environment version that it is served in'),
    startedAt: moment,
    supersedes: z.array(id).describe('the deployments that end by it'),
    lineage: lineageFact,
  }),
});

/** A deployment runs no longer. */
export const deploymentEnded = defineEvent({
  type: 'DeploymentEnded',
  ledgers,
  subject,
  when: 'A deployment is ended by `endDeployment`; one that another took the place of is named in `supersedes` there.',
  payload: z.object({
    id,
    target: z.string(),
    model: z.string().nullable(),
    modelVersionId: id,
    endedAt: moment,
    reason: z.string().nullable(),
  }),
});
