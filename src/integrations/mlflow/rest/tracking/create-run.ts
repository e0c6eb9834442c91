import { randomBytes } from 'node:crypto';
import { codePinOf } from '#integrations/mlflow/import/code-pin.js';
import type { FieldsCall } from '../routing/route.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { requirePlace } from './find-experiment.js';
import { idOfHex, momentOf } from './ids.js';
import { type Run, runMessage } from './run-message.js';
import { tagsOf } from './tags-of.js';

/** What is not known of a run before it is started. */
type Started = Pick<Run, 'id' | 'createdBy' | 'startedAt'>;

const START =
  'mutation StartRun($input: StartRunInput!) { startRun(input: $input) { run { id createdBy startedAt } } }';

/** Starts a run. It has what it is given, and nothing yet of what runs log: none of that is read. */
export async function createRun({ fields, api, settings }: FieldsCall): Promise<object> {
  const tags = tagsOf(fields.messages('tags'));
  const experiment = await requirePlace(fields.text('experiment_id') || '0', api, settings);
  if (experiment.archivedAt !== null) {
    throw invalidParameter(
      `The experiment ${fields.text('experiment_id')} must be in the 'active' state. Current state is deleted.`,
    );
  }
  const name = fields.text('run_name') || tags['mlflow.runName'] || `run-${randomBytes(4).toString('hex')}`;
  const user = fields.text('user_id') || tags['mlflow.user'] || null;
  const input = {
    experiment: experiment.name,
    name,
    tags,
    code: codePinOf({ tags: new Map(Object.entries(tags)), sourceVersion: null }),
    user,
    parent: idOfHex(tags['mlflow.parentRunId'] ?? '') ?? null,
    startedAt: momentOf(fields.integer('start_time')),
  };
  const { startRun } = await api.askOnce<{ startRun: { run: Started } }>(START, { input });
  return { run: runMessage({ ...NOTHING_YET, ...startRun.run, name, user, tags, experiment }) };
}

const NOTHING_YET = {
  endedAt: null,
  status: 'RUNNING',
  archivedAt: null,
  continuation: null,
  parameters: {},
  metrics: [],
  inputs: [],
  readLoggedModels: [],
  loggedModels: [],
} as const;
