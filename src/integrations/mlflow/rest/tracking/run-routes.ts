import { randomBytes } from 'node:crypto';
import { codePinOf } from '#integrations/mlflow/import/code-pin.js';
import { filesToSeal } from '../artifacts/files-to-seal.js';
import { attachToVersions } from '../registry/attach-versions.js';
import { endpoint, type FieldsCall, type Route, writingEndpoint } from '../routing/route.js';
import type { Api } from '../wire/api.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { requireExperiment } from './find-experiment.js';
import { requireRun } from './find-run.js';
import { hexOf, idOfHex, momentOf } from './ids.js';
import { renameRun } from './rename-run.js';
import { artifactUriOf, RUN_FIELDS, type Run, runInfo, runMessage } from './run-message.js';
import { searchRuns } from './search-runs.js';
import { tagsOf } from './tags-of.js';

/** Where a run may stand; SCHEDULED is RUNNING here. */
const STATUSES = { RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 } as const;

/** Runs: started, found, renamed, ended, gone on with, deleted, which is archived, and restored. */
export const runRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/runs/create', createRun),
  endpoint('GET', 'mlflow/runs/get', async ({ fields, api }) => ({ run: runMessage(await requireRun(fields, api)) })),
  writingEndpoint('POST', 'mlflow/runs/search', searchRuns),
  endpoint('POST', 'mlflow/runs/update', updateRun),
  endpoint('POST', 'mlflow/runs/delete', async ({ fields, api }) => {
    const { id } = await requireRun(fields, api);
    await api.ask(ARCHIVE, { input: { run: id } });
    return {};
  }),
  endpoint('POST', 'mlflow/runs/restore', async ({ fields, api }) => {
    const { id } = await requireRun(fields, api);
    await api.ask(RESTORE, { input: { run: id } });
    return {};
  }),
];

/** The tag of a run that reports which of its files could not be sealed when it ended last. */
const LEFT_OUT_TAG = 'pedigraph.leftOut';

const START = `mutation StartRun($input: StartRunInput!) { startRun(input: $input) { run { ${RUN_FIELDS} } } }`;
const FINISH = 'mutation FinishRun($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }';
const RESUME = 'mutation ResumeRun($input: ResumeRunInput!) { resumeRun(input: $input) { run { id } } }';
const ARCHIVE = 'mutation ArchiveRun($input: ArchiveRunInput!) { archiveRun(input: $input) { run { id } } }';
const TAG = 'mutation TagLeftOut($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }';
const RESTORE = 'mutation RestoreRun($input: RestoreRunInput!) { restoreRun(input: $input) { run { id } } }';

async function createRun({ fields, api, settings }: FieldsCall): Promise<object> {
  const tags = tagsOf(fields.messages('tags'));
  const experiment = await requireExperiment(fields.text('experiment_id') || '0', api, settings);
  if (experiment.archivedAt !== null) {
    throw invalidParameter(
      `The experiment ${fields.text('experiment_id')} must be in the 'active' state. Current state is deleted.`,
    );
  }
  const name = fields.text('run_name') || tags['mlflow.runName'] || `run-${randomBytes(4).toString('hex')}`;
  const input = {
    experiment: experiment.name,
    name,
    tags,
    code: codePinOf({ tags: new Map(Object.entries(tags)), sourceVersion: null }),
    user: fields.text('user_id') || tags['mlflow.user'] || null,
    parent: idOfHex(tags['mlflow.parentRunId'] ?? '') ?? null,
    startedAt: momentOf(fields.integer('start_time')),
  };
  const { startRun } = await api.askOnce<{ startRun: { run: Run } }>(START, { input });
  return { run: runMessage(startRun.run) };
}

async function updateRun({ fields, api, settings }: FieldsCall): Promise<object> {
  const run = await requireRun(fields, api);
  const status = fields.oneOf('status', STATUSES);
  const name = fields.text('run_name');
  if (name) await renameRun(run.id, name, api);
  const now = run.continuation ?? run;
  if (status === 'RUNNING' || status === 'SCHEDULED') {
    if (now.status !== 'RUNNING') await api.ask(RESUME, { input: { run: run.id } });
  } else if (status !== undefined) {
    const endedAt = momentOf(fields.integer('end_time'));
    const isSame = now.status === status && (endedAt === undefined || endedAt === now.endedAt);
    // What has ended is sealed: that it ended otherwise is a fact beside it.
    if (now.status !== 'RUNNING' && !isSame) await api.ask(RESUME, { input: { run: run.id } });
    if (!isSame) {
      const { artifacts, leftOut } = await filesToSeal(`runs/${hexOf(run.id)}`, artifactUriOf(run), settings);
      await reportLeftOut(run, leftOut, api);
      await api.ask(FINISH, { input: { run: run.id, status, endedAt, artifacts } });
    }
    // What was registered while it went on learns its run now; sent again, too.
    if (run.continuation === null) await attachToVersions(run.id, api);
  }
  return { run_info: runInfo(await requireRun(fields, api)) };
}

async function reportLeftOut({ id: run, tags }: Run, leftOut: string | null, api: Api): Promise<void> {
  if (leftOut !== null) await api.ask(TAG, { input: { run, set: { [LEFT_OUT_TAG]: leftOut } } });
  else if (Object.hasOwn(tags, LEFT_OUT_TAG)) await api.ask(TAG, { input: { run, remove: [LEFT_OUT_TAG] } });
}
