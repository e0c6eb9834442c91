import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import { NAMESPACE_TAG } from '../tracking/namespace-tag.js';
import { tagsOf } from '../tracking/tags-of.js';
import { afterMaking, invalidParameter } from '../wire/mlflow-error.js';
import { askOfModel, findModelName, modelExists, noModel, requireModelName } from './find-model.js';
import { MODEL_FIELDS, type Model, modelMessage } from './model-message.js';
import { refusePrompt } from './prompts.js';
import { searchModels } from './search-models.js';

/** Registered models: made, found, renamed, described, tagged, and deleted, which is archived. */
export const modelRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/registered-models/create', createModel),
  endpoint('GET', 'mlflow/registered-models/get', async (call) => {
    const name = call.fields.requiredText('name');
    const model = await askOfModel<Model>(GET, name, call);
    if (model === null) throw noModel(name);
    return { registered_model: await modelMessage(model, call.api) };
  }),
  endpoint('GET', 'mlflow/registered-models/search', searchModels),
  endpoint('PATCH', 'mlflow/registered-models/update', async (call) => {
    const of = await modelOf(call);
    const input = { of, description: call.fields.text('description') || null };
    const { setDescription } = await call.api.ask<{ setDescription: { model: Model } }>(DESCRIBE, { input });
    return { registered_model: await modelMessage(setDescription.model, call.api) };
  }),
  endpoint('POST', 'mlflow/registered-models/rename', async (call) => {
    const model = await modelOf(call);
    const displayName = judgeName(call.fields.requiredText('new_name'));
    const { renameModel } = await call.api.askOr<{ renameModel: { model: Model } }>(
      RENAME,
      { input: { model, displayName } },
      (code) => (code === 'CONFLICT' ? modelExists(displayName) : undefined),
    );
    return { registered_model: await modelMessage(renameModel.model, call.api) };
  }),
  endpoint('DELETE', 'mlflow/registered-models/delete', async (call) => {
    await call.api.ask(ARCHIVE, { input: { model: await modelOf(call), reason: 'Deleted by a client of MLflow.' } });
    return {};
  }),
  endpoint('POST', 'mlflow/registered-models/set-tag', async (call) => {
    const set = { [call.fields.requiredText('key')]: call.fields.text('value') ?? '' };
    await call.api.ask(SET_TAGS, { input: { of: await modelOf(call), set } });
    return {};
  }),
  endpoint('DELETE', 'mlflow/registered-models/delete-tag', async (call) => {
    const remove = [call.fields.requiredText('key')];
    await call.api.ask(SET_TAGS, { input: { of: await modelOf(call), remove } });
    return {};
  }),
];

const GET = `query RegisteredModel($namespace: String!, $displayName: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { ${MODEL_FIELDS} } }`;
const CREATE = `mutation CreateModel($input: CreateModelInput!) {
  createModel(input: $input) { created model { ${MODEL_FIELDS} } } }`;
const DESCRIBE = `mutation DescribeModel($input: SetDescriptionInput!) {
  setDescription(input: $input) { model { ${MODEL_FIELDS} } } }`;
const RENAME = `mutation RenameModel($input: RenameModelInput!) { renameModel(input: $input) { model { ${MODEL_FIELDS} } } }`;
const ARCHIVE = 'mutation ArchiveModel($input: ArchiveModelInput!) { archiveModel(input: $input) { model { id } } }';
const SET_TAGS = 'mutation SetModelTags($input: SetTagsInput!) { setTags(input: $input) { model { id } } }';

async function createModel(call: FieldsCall): Promise<object> {
  const { fields, api, settings } = call;
  const name = judgeName(fields.requiredText('name'));
  const tags = tagsOf(fields.messages('tags'));
  refusePrompt(tags);
  const namespace = tags[NAMESPACE_TAG];
  // What a client finds by its name is there, wherever it stands.
  if (namespace === undefined && (await findModelName(name, call)) !== null) throw modelExists(name);
  const input = {
    namespace: namespace ?? settings.namespace,
    displayName: name,
    description: fields.text('description') || null,
    tags,
  };
  const { createModel: done } = await api.askOnce<{ createModel: { created: boolean; model: Model } }>(CREATE, {
    input,
  });
  if (!done.created) throw modelExists(name);
  const message = await afterMaking(`The model ${name} was made.`, () => modelMessage(done.model, api));
  return { registered_model: message };
}

/** What MLflow takes for a name: its URIs split at these. */
function judgeName(name: string): string {
  if (name.trim() === '') throw invalidParameter("Missing value for required parameter 'name'.");
  if (/[/:]/.test(name)) throw invalidParameter(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`);
  return name;
}

function modelOf(call: FieldsCall): Promise<string> {
  return requireModelName(call.fields.requiredText('name'), call);
}
