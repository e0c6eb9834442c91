import { endpoint, type FieldsCall, type Route, writingEndpoint } from '../routing/route.js';
import { createRun } from './create-run.js';
import { endRun } from './end-run.js';
import { askOfRun, requireRun, requireRunInfo, runIdOf } from './find-run.js';
import { momentOf } from './ids.js';
import { renameRun } from './rename-run.js';
import { resumeRun } from './resume-run.js';
import { type RunWithInfo, runInfo, runMessage } from './run-message.js';
import { searchRuns } from './search-runs.js';

/** Where a run may stand; SCHEDULED is RUNNING here. */
const STATUSES = { RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 } as const;

/** Runs: started, found, renamed, ended, gone on with, deleted, which is archived, and restored. */
export const runRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/runs/create', createRun),
  endpoint('GET', 'mlflow/runs/get', async ({ fields, api }) => ({ run: runMessage(await requireRun(fields, api)) })),
  writingEndpoint('POST', 'mlflow/runs/search', searchRuns),
  endpoint('POST', 'mlflow/runs/update', updateRun),
  endpoint('POST', 'mlflow/runs/delete', async ({ fields, api }) => {
    await askOfRun(ARCHIVE, { run: runIdOf(fields) }, api);
    return {};
  }),
  endpoint('POST', 'mlflow/runs/restore', async ({ fields, api }) => {
    await askOfRun(RESTORE, { run: runIdOf(fields) }, api);
    return {};
  }),
];

const ARCHIVE = 'mutation ArchiveRun($input: ArchiveRunInput!) { archiveRun(input: $input) { run { id } } }';
const RESTORE = 'mutation RestoreRun($input: RestoreRunInput!) { restoreRun(input: $input) { run { id } } }';

async function updateRun(call: FieldsCall): Promise<object> {
  const run = runIdOf(call.fields);
  const name = call.fields.text('run_name');
  const status = call.fields.oneOf('status', STATUSES);
  const endedAt = momentOf(call.fields.integer('end_time'));
  if (name) await renameRun(run, name, call.api);
  return { run_info: runInfo(await moveTo(status, { run, endedAt }, call)) };
}

/** The run as it is then; each status is one operation, and where it was ended one more, for versions of it. */
function moveTo(
  status: keyof typeof STATUSES | undefined,
  { run, endedAt }: { readonly run: string; readonly endedAt: string | undefined },
  call: FieldsCall,
): Promise<RunWithInfo> {
  if (status === undefined) return requireRunInfo(run, call.api);
  if (status === 'RUNNING' || status === 'SCHEDULED') return resumeRun(run, call.api);
  return endRun({ run, status, endedAt }, call);
}
