import { randomBytes } from 'node:crypto';
import { filesToSeal } from '../artifacts/files-to-seal.js';
import { type Call, endpoint, type FieldsCall, type Route, writingEndpoint } from '../routing/route.js';
import { requirePlace } from '../tracking/find-experiment.js';
import { noRun } from '../tracking/find-run.js';
import { idOfHex } from '../tracking/ids.js';
import { tagsOf } from '../tracking/tags-of.js';
import { invalidParameter, notFound } from '../wire/mlflow-error.js';
import { noLoggedModel, openLoggedModel, requireId, requireLoggedModel } from './find-logged-model.js';
import { LOGGED_MODEL_FIELDS, type LoggedModel, loggedModelMessage, modelUriOf } from './logged-model-message.js';
import { modelIdOf } from './model-id.js';
import { searchLoggedModels } from './search-logged-models.js';

const AT = 'mlflow/logged-models/{model_id}';

/** Logged models: made, found, given parameters and tags, finished, which seals them, and deleted, which is archived. */
export const loggedModelRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/logged-models', createModel),
  writingEndpoint('POST', 'mlflow/logged-models/search', searchLoggedModels),
  endpoint('GET', AT, async (call) => {
    const { model, points } = await openLoggedModel(idIn(call), call.api);
    const allowsDeleted = call.fields.boolean('allow_deleted') ?? false;
    if (model.archivedAt !== null && !allowsDeleted) throw noLoggedModel(idIn(call));
    return { model: loggedModelMessage(model, await points()) };
  }),
  endpoint('PATCH', AT, finalize),
  endpoint('DELETE', AT, async (call) => {
    await call.api.ask(ARCHIVE, { input: { loggedModel: requireId(idIn(call)) } });
    return {};
  }),
  endpoint('POST', `${AT}/params`, async (call) => {
    const parameters = tagsOf(call.fields.messages('params'));
    const input = { loggedModel: requireId(idIn(call)), parameters, afterEnd: true };
    await call.api.askOr(LOG_PARAMETERS, { input }, (code, { message }) =>
      code === 'CONFLICT' ? invalidParameter(`Changing param values is not allowed. ${message}`) : undefined,
    );
    return {};
  }),
  endpoint('PATCH', `${AT}/tags`, async (call) => {
    const set = tagsOf(call.fields.messages('tags'));
    await call.api.ask(SET_TAGS, { input: { loggedModel: requireId(idIn(call)), set } });
    return {};
  }),
  endpoint('DELETE', `${AT}/tags/{tag_key...}`, async (call) => {
    const key = call.parts['tag_key'] ?? '';
    const { id, tags } = await requireLoggedModel(idIn(call), call.api);
    if (!Object.hasOwn(tags, key)) throw notFound(`No tag with key '${key}' found for model with ID '${idIn(call)}'.`);
    await call.api.ask(SET_TAGS, { input: { loggedModel: id, remove: [key] } });
    return {};
  }),
];

const CREATE = `mutation CreateLoggedModel($input: CreateLoggedModelInput!) {
  createLoggedModel(input: $input) { loggedModel { ${LOGGED_MODEL_FIELDS} } } }`;
const FINISH = `mutation FinishLoggedModel($input: FinishLoggedModelInput!) {
  finishLoggedModel(input: $input) { loggedModel { id } } }`;
const ARCHIVE = `mutation ArchiveLoggedModel($input: ArchiveLoggedModelInput!) {
  archiveLoggedModel(input: $input) { loggedModel { id } } }`;
const LOG_PARAMETERS = `mutation LogLoggedModelParameters($input: LogLoggedModelParametersInput!) {
  logLoggedModelParameters(input: $input) { accepted } }`;
const SET_TAGS = `mutation SetLoggedModelTags($input: SetLoggedModelTagsInput!) {
  setLoggedModelTags(input: $input) { loggedModel { id } } }`;

async function createModel({ fields, api, settings }: FieldsCall): Promise<object> {
  const experiment = await requirePlace(fields.requiredText('experiment_id'), api, settings);
  if (experiment.archivedAt !== null)
    throw invalidParameter(`The experiment ${fields.text('experiment_id')} must be in the 'active' state.`);
  const runId = fields.text('source_run_id') || undefined;
  const run = runId === undefined ? null : idOfHex(runId);
  if (run === undefined) throw noRun(runId ?? '');
  const input = {
    experiment: experiment.id,
    run,
    name: judgeName(fields.text('name') || `model-${randomBytes(4).toString('hex')}`),
    modelType: fields.text('model_type') || null,
    parameters: tagsOf(fields.messages('params')),
    tags: tagsOf(fields.messages('tags')),
  };
  const { createLoggedModel: made } = await api.askOnce<{ createLoggedModel: { loggedModel: LoggedModel } }>(CREATE, {
    input,
  });
  return { model: loggedModelMessage(made.loggedModel, []) };
}

/** What MLflow takes for the name of a logged model. */
function judgeName(name: string): string {
  if (/[/:.%"']/.test(name))
    throw invalidParameter(
      `Invalid model name ('${name}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
    );
  return name;
}

const STATUSES = { LOGGED_MODEL_PENDING: 1, LOGGED_MODEL_READY: 2, LOGGED_MODEL_UPLOAD_FAILED: 3 } as const;

/** A model that is ready is sealed with the digests of its files: what it is asked for again changes nothing. */
async function finalize(call: FieldsCall): Promise<object> {
  const { fields, api, settings } = call;
  const status = fields.oneOf('status', STATUSES);
  if (status === undefined) throw fields.missing('status');
  const found = await requireLoggedModel(idIn(call), api);
  const loggedModel = found.id;
  if (status === 'LOGGED_MODEL_PENDING') {
    if (found.status !== 'PENDING')
      throw invalidParameter(`The logged model ${idIn(call)} is ${found.status}: it is not PENDING again.`);
  } else if (status === 'LOGGED_MODEL_UPLOAD_FAILED') {
    await api.ask(FINISH, { input: { loggedModel, status: 'FAILED' } });
  } else if (found.status !== 'READY') {
    const folder = `models/${modelIdOf(loggedModel)}`;
    const { artifacts, leftOut } = await filesToSeal(folder, async () => modelUriOf(found), settings);
    await api.ask(FINISH, { input: { loggedModel, status: 'READY', message: leftOut, artifacts } });
  }
  const { model, points } = await openLoggedModel(idIn(call), api);
  return { model: loggedModelMessage(model, await points()) };
}

function idIn({ parts }: Call): string {
  return parts['model_id'] ?? '';
}
