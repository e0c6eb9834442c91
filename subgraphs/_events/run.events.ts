import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { RunEndStatus } from '#values/run-status.js';
import { lineageFact } from './lineage-fact.js';
import { artifact, code, id, later, measured, moment, texts, values } from './payload-fields.js';

const ledgers = ['experiments'];
const subject = 'the ref of the run';

/** The points of one key that a call added, or that a run has in the end. */
const metric = z.object({
  key: z.string(),
  value: measured.describe('the last'),
  step: z.int().describe('of the last'),
  timestamp: moment.describe('of the last'),
  min: measured,
  max: measured,
});

/** The same in ledgers of before, which recorded less of it when a run ended. */
const lastMetric = z.object({
  ...metric.shape,
  step: later(metric.shape.step),
  timestamp: later(metric.shape.timestamp),
  min: later(measured),
  max: later(measured),
});

/** Whether the run had ended. */
const afterEnd = later(z.boolean()).describe('true where the run had ended: it stands beside what is sealed');

/** A run begins. */
export const runStarted = defineEvent({
  type: 'RunStarted',
  ledgers,
  subject,
  when: 'A run is started, or recorded whole.',
  payload: z.object({
    id,
    experiment: z.string(),
    experimentId: later(id),
    name: z.string(),
    externalId: z.string().nullable(),
    code: code.nullable(),
    tags: texts,
    parameters: later(values).describe('as search knows them: what is long is cut off'),
    user: later(z.string().nullable()),
    startedAt: moment,
    lineage: lineageFact,
  }),
});

/** Parameters are added to a run. */
export const parametersLogged = defineEvent({
  type: 'ParametersLogged',
  ledgers,
  subject,
  when: 'A run gets parameters that it did not have.',
  payload: z.object({
    id: id.describe('of the run'),
    keys: z.array(z.string()),
    afterEnd,
    parameters: later(values).describe('as search knows them: what is long is cut off'),
  }),
});

/** Points are added to a run. */
export const metricsLogged = defineEvent({
  type: 'MetricsLogged',
  ledgers,
  subject,
  when: 'A run gets metric points that it did not have; one event a call.',
  payload: z.object({
    id: id.describe('of the run'),
    keys: z.array(z.string()),
    points: z.int().describe('how many were added'),
    metrics: later(z.array(metric)).describe('what the call added, summed up by key'),
    afterEnd,
  }),
});

/** A run ends. */
export const runFinished = defineEvent({
  type: 'RunFinished',
  ledgers,
  subject,
  when: 'A run ends and is sealed.',
  payload: z.object({
    id: id.describe('of the run'),
    status: z.enum(RunEndStatus),
    endedAt: moment,
    digest: z.string(),
    parameters: values,
    metrics: z.array(lastMetric),
    artifacts: z.array(artifact),
  }),
});

/** A run that has ended goes on. */
export const runResumed = defineEvent({
  type: 'RunResumed',
  ledgers,
  subject,
  when: 'A run that has ended, and stays sealed, goes on.',
  payload: z.object({
    id: id.describe('of the run'),
    sequence: z.int().describe('1 where it goes on for the first time'),
    startedAt: moment,
  }),
});

/** A run that went on ends once more. */
export const runEndedAgain = defineEvent({
  type: 'RunEndedAgain',
  ledgers,
  subject,
  when: 'A run that was resumed ends once more; its digest stays.',
  payload: z.object({
    id: id.describe('of the run'),
    sequence: z.int().describe('of its `RunResumed`'),
    status: z.enum(RunEndStatus),
    endedAt: moment,
    artifacts: z.array(artifact),
  }),
});

const archived = z.object({ id: id.describe('of the run'), reason: z.string().nullable() });

/** A run is archived. */
export const runArchived = defineEvent({
  type: 'RunArchived',
  ledgers,
  subject,
  when: 'A run is archived.',
  payload: archived,
});

/** A run is called otherwise. */
export const runRenamed = defineEvent({
  type: 'RunRenamed',
  ledgers,
  subject,
  when: 'A run gets another name.',
  payload: z.object({
    id: id.describe('of the run'),
    name: z.string(),
    previous: z.string().describe('what it was called before'),
    reason: z.string().nullable(),
  }),
});

/** A run comes back from the archive. */
export const runRestored = defineEvent({
  type: 'RunRestored',
  ledgers,
  subject,
  when: 'A run is taken out of the archive.',
  payload: archived,
});
