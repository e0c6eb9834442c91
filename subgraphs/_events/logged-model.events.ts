import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { LoggedModelEndStatus } from '#values/logged-model-status.js';
import { lineageFact } from './lineage-fact.js';
import { artifact, measured, moment, texts, id as uuid, values } from './payload-fields.js';

const ledgers = ['experiments'];
const subject = 'the ref of the logged model';
const id = uuid.describe('of the logged model');

/** A logged model is made. */
export const loggedModelCreated = defineEvent({
  type: 'LoggedModelCreated',
  ledgers,
  subject,
  when: 'A logged model is made: a model that a run made and that is not registered.',
  payload: z.object({
    id,
    experiment: z.string(),
    name: z.string(),
    modelType: z.string().nullable(),
    externalId: z.string().nullable(),
    artifactLocation: z.string().nullable(),
    tags: texts,
    parameters: values.describe('as search knows them: what is long is cut off'),
    createdElsewhereAt: moment.nullable(),
    createdElsewhereBy: z.string().nullable(),
    lineage: lineageFact,
  }),
});

/** Parameters are added to a logged model. */
export const loggedModelParametersLogged = defineEvent({
  type: 'LoggedModelParametersLogged',
  ledgers,
  subject,
  when: 'A logged model gets parameters that it did not have.',
  payload: z.object({
    id,
    keys: z.array(z.string()),
    parameters: values.describe('as search knows them: what is long is cut off'),
    afterEnd: z.boolean().describe('true where it was READY: they stand beside what is sealed'),
  }),
});

/** A logged model is measured. */
export const loggedModelMeasured = defineEvent({
  type: 'LoggedModelMeasured',
  ledgers,
  subject,
  when: 'A logged model gets metric points that it did not have; one event a call.',
  payload: z.object({
    id,
    run: uuid.nullable().describe('the run that measured it'),
    runRef: z.string().nullable().describe('of that run'),
    keys: z.array(z.string()),
    points: z.int().describe('how many were added'),
    metrics: z
      .array(
        z.object({
          key: z.string(),
          value: measured.describe('the last'),
          step: z.int().describe('of the last'),
          timestamp: moment.describe('of the last'),
          min: measured,
          max: measured,
        }),
      )
      .describe('what the call added, summed up by key'),
  }),
});

/** The making of a logged model ends. */
export const loggedModelFinished = defineEvent({
  type: 'LoggedModelFinished',
  ledgers,
  subject,
  when: 'A logged model is READY, and sealed; or FAILED.',
  payload: z.object({
    id,
    status: z.enum(LoggedModelEndStatus),
    message: z.string().nullable(),
    digest: z.string().nullable().describe('null of one that is FAILED'),
    artifacts: z.array(artifact),
  }),
});

/** A run names a logged model as its output. */
export const runOutputAdded = defineEvent({
  type: 'RunOutputAdded',
  ledgers,
  subject: 'the ref of the run',
  when: 'A run names a logged model as its output.',
  payload: z.object({
    id: uuid.describe('of the run'),
    loggedModel: uuid,
    step: z.int(),
    lineage: lineageFact,
  }),
});

/** A run names logged models that it reads. */
export const runReadLoggedModels = defineEvent({
  type: 'RunReadLoggedModels',
  ledgers,
  subject: 'the ref of the run',
  when: 'A run names logged models that it reads.',
  payload: z.object({
    id: uuid.describe('of the run'),
    loggedModels: z.array(uuid),
    lineage: lineageFact,
  }),
});

const archived = z.object({ id, reason: z.string().nullable() });

/** A logged model is archived. */
export const loggedModelArchived = defineEvent({
  type: 'LoggedModelArchived',
  ledgers,
  subject,
  when: 'A logged model is archived.',
  payload: archived,
});

/** A logged model comes back from the archive. */
export const loggedModelRestored = defineEvent({
  type: 'LoggedModelRestored',
  ledgers,
  subject,
  when: 'A logged model is taken out of the archive.',
  payload: archived,
});
