import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import { invalidParameter, MlflowError, notFound } from '../wire/mlflow-error.js';
import { type Experiment, experimentIdOf, experimentMessage } from './experiment-message.js';
import { findExperiment, findExperimentByName, noExperiment, requireExperiment } from './find-experiment.js';
import { DEFAULT_EXPERIMENT } from './list-default.js';
import { NAMESPACE_TAG } from './namespace-tag.js';
import { searchExperiments } from './search-experiments.js';
import { tagsOf } from './tags-of.js';

/** Experiments: made, found, renamed, tagged, deleted, which is archived, and restored. */
export const experimentRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/experiments/create', async (call) => {
    const { fields, api, settings } = call;
    const name = fields.requiredText('name');
    const tags = tagsOf(fields.messages('tags'));
    const namespace = tags[NAMESPACE_TAG] ?? settings.namespace;
    const there = await findExperimentByName(name, api, settings);
    if (there?.name.startsWith(`${namespace}/`)) throw exists(name);
    const input = { namespace, displayName: name, tags, artifactLocation: fields.text('artifact_location') || null };
    const { createExperiment } = await api.askOnce<{
      createExperiment: { created: boolean; experiment: Pick<Experiment, 'id' | 'externalId'> };
    }>(CREATE, { input });
    if (!createExperiment.created) throw exists(name);
    return { experiment_id: experimentIdOf(createExperiment.experiment) };
  }),
  endpoint('GET', 'mlflow/experiments/get', async ({ fields, api, settings }) => {
    const id = fields.requiredText('experiment_id');
    const found = await findExperiment(id, api, settings);
    if (found === null && id !== '0') throw noExperiment(id);
    return { experiment: experimentMessage(found ?? DEFAULT_EXPERIMENT) };
  }),
  endpoint('GET', 'mlflow/experiments/get-by-name', async ({ fields, api, settings }) => {
    const name = fields.requiredText('experiment_name');
    const found = await findExperimentByName(name, api, settings);
    if (found !== undefined) return { experiment: experimentMessage(found) };
    if (name === DEFAULT_EXPERIMENT.displayName) return { experiment: experimentMessage(DEFAULT_EXPERIMENT) };
    throw notFound(`Could not find experiment with name '${name}'`);
  }),
  endpoint('POST', 'mlflow/experiments/search', searchExperiments),
  endpoint('GET', 'mlflow/experiments/search', searchExperiments),
  endpoint('POST', 'mlflow/experiments/update', async (call) => {
    const displayName = call.fields.text('new_name');
    if (displayName === undefined) return {};
    const experiment = await experimentOf(call);
    if (experiment.archivedAt !== null)
      throw invalidParameter(`The experiment ${experimentIdOf(experiment)} must be in the 'active' state.`);
    await call.api.askOr(RENAME, { input: { experiment: experiment.id, displayName } }, (code) =>
      code === 'CONFLICT' ? exists(displayName) : undefined,
    );
    return {};
  }),
  endpoint('POST', 'mlflow/experiments/delete', async (call) => {
    const { id } = await experimentOf(call);
    await call.api.ask(ARCHIVE, { input: { experiment: id } });
    return {};
  }),
  endpoint('POST', 'mlflow/experiments/restore', async (call) => {
    const { id, displayName } = await experimentOf(call);
    await call.api.askOr(RESTORE, { input: { experiment: id } }, (code) =>
      code === 'CONFLICT' ? exists(displayName) : undefined,
    );
    return {};
  }),
  endpoint('POST', 'mlflow/experiments/set-experiment-tag', async (call) => {
    const set = { [call.fields.requiredText('key')]: call.fields.text('value') ?? '' };
    const { id } = await experimentOf(call);
    await call.api.ask(SET_TAGS, { input: { experiment: id, set } });
    return {};
  }),
  endpoint('POST', 'mlflow/experiments/delete-experiment-tag', async (call) => {
    const key = call.fields.requiredText('key');
    const { id, tags } = await experimentOf(call);
    if (!Object.hasOwn(tags, key)) throw notFound(`No tag with name: ${key} in experiment with id ${id}`);
    await call.api.ask(SET_TAGS, { input: { experiment: id, remove: [key] } });
    return {};
  }),
];

const CREATE = `mutation CreateExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) { created experiment { id externalId } } }`;
const RENAME = `mutation RenameExperiment($input: RenameExperimentInput!) {
  renameExperiment(input: $input) { experiment { id } } }`;
const ARCHIVE = `mutation ArchiveExperiment($input: ArchiveExperimentInput!) {
  archiveExperiment(input: $input) { experiment { id } } }`;
const RESTORE = `mutation RestoreExperiment($input: RestoreExperimentInput!) {
  restoreExperiment(input: $input) { experiment { id } } }`;
const SET_TAGS = `mutation SetExperimentTags($input: SetExperimentTagsInput!) {
  setExperimentTags(input: $input) { experiment { id } } }`;

function experimentOf({ fields, api, settings }: FieldsCall): Promise<Experiment> {
  return requireExperiment(fields.requiredText('experiment_id'), api, settings);
}

function exists(name: string): MlflowError {
  return new MlflowError(
    'RESOURCE_ALREADY_EXISTS',
    `Experiment '${name}' already exists. If it was deleted, restore it or take another name.`,
  );
}
