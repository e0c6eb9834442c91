import { requireId } from '../logged-models/find-logged-model.js';
import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import type { Api } from '../wire/api.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter, notFound } from '../wire/mlflow-error.js';
import { deletedRun, judgeActive, noRun, requireRunInfo, runIdOf } from './find-run.js';
import { hexOf, momentOf } from './ids.js';
import { logInputs } from './log-inputs.js';
import { logModel } from './log-model.js';
import { renameRun } from './rename-run.js';
import { tagsOf } from './tags-of.js';

/** What a run logs: parameters, points of metrics, tags, by themselves and in batches, and the data that it reads. */
export const logRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/runs/log-metric', async ({ fields, api }) => {
    const run = runIdOf(fields);
    await log(run, { metrics: [metricOf(fields)] }, api);
    return {};
  }),
  endpoint('POST', 'mlflow/runs/log-parameter', async ({ fields, api }) => {
    const run = runIdOf(fields);
    await log(run, { parameters: { [fields.requiredText('key')]: fields.text('value') ?? '' } }, api);
    return {};
  }),
  endpoint('POST', 'mlflow/runs/log-batch', logBatch),
  endpoint('POST', 'mlflow/runs/set-tag', async ({ fields, api }) => {
    const run = runIdOf(fields);
    await log(run, { tags: { [fields.requiredText('key')]: fields.text('value') ?? '' } }, api);
    return {};
  }),
  endpoint('POST', 'mlflow/runs/delete-tag', async ({ fields, api }) => {
    const key = fields.requiredText('key');
    const run = await requireRunInfo(runIdOf(fields), api);
    const { id, tags } = run;
    judgeActive(id, run);
    if (!Object.hasOwn(tags, key)) throw notFound(`No tag with name: ${key} in run with id ${hexOf(id)}`);
    await api.ask(SET_TAGS, { input: { run: id, remove: [key] } });
    return {};
  }),
  endpoint('POST', 'mlflow/runs/log-inputs', logInputs),
  endpoint('POST', 'mlflow/runs/log-model', logModel),
];

/** Points that one operation takes. */
const POINTS = 1_000;

const LOG = 'mutation LogBatch($input: LogBatchInput!) { logBatch(input: $input) { run { id } } }';
const SET_TAGS = 'mutation SetRunTags($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }';

interface Logged {
  readonly metrics?: readonly object[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

async function logBatch({ fields, api }: FieldsCall): Promise<object> {
  const run = runIdOf(fields);
  const metrics = fields.messages('metrics').map(metricOf);
  const parameters = parametersOf(fields.messages('params'));
  const tags = tagsOf(fields.messages('tags'));
  await log(run, { metrics: metrics.slice(0, POINTS), parameters, tags }, api);
  for (let at = POINTS; at < metrics.length; at += POINTS)
    await log(run, { metrics: metrics.slice(at, at + POINTS) }, api);
  return {};
}

/** In one transaction; a tag that is the run's name renames it, too. */
async function log(run: string, logged: Logged, api: Api): Promise<void> {
  await api.askOr(LOG, { input: { run, afterEnd: true, ...logged } }, (code, { message, extensions }) => {
    // Else it is a logged model that is not there.
    const isOfRun = extensions?.['run'] === run;
    if (code === 'NOT_FOUND' && isOfRun) return noRun(hexOf(run));
    // Of what has ended it takes more, so it is archived.
    if (code === 'IMMUTABLE' && isOfRun) return deletedRun(run);
    return code === 'CONFLICT' ? invalidParameter(`Changing param values is not allowed. ${message}`) : undefined;
  });
  const name = logged.tags?.['mlflow.runName'];
  if (name) await renameRun(run, name, api);
}

function metricOf(fields: Fields): object {
  const value = fields.double('value');
  if (value === undefined) throw fields.missing('value');
  const timestamp = fields.integer('timestamp');
  if (timestamp === undefined) throw fields.missing('timestamp');
  return {
    key: fields.requiredText('key'),
    value: Number.isFinite(value) ? value : String(value),
    timestamp: momentOf(timestamp),
    step: fields.integer('step') ?? 0,
    ...modelOf(fields),
  };
}

/** The logged model on which it was measured, too, and the dataset, in MLflow's words. */
function modelOf(fields: Fields): object {
  const modelId = fields.text('model_id');
  if (!modelId) return {};
  return {
    loggedModel: requireId(modelId),
    datasetName: fields.text('dataset_name') || null,
    datasetDigest: fields.text('dataset_digest') || null,
  };
}

function parametersOf(listed: readonly Fields[]): Readonly<Record<string, string>> {
  const parameters = new Map<string, string>();
  for (const one of listed) {
    const [key, value] = [one.requiredText('key'), one.text('value') ?? ''];
    if ((parameters.get(key) ?? value) !== value)
      throw invalidParameter(`Duplicate parameter keys have been submitted: ['${key}'] with several values.`);
    parameters.set(key, value);
  }
  return Object.fromEntries(parameters);
}
