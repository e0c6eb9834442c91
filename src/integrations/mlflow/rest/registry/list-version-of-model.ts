import type { LoggedModel } from '../logged-models/logged-model-message.js';
import { listInTag, tagOfList } from '../tracking/list-tag.js';
import type { Api } from '../wire/api.js';
import { MlflowError } from '../wire/mlflow-error.js';

/** The tag in which MLflow lists the versions that were registered of a logged model. */
const VERSIONS_TAG = 'mlflow.modelVersions';

const SET_TAGS = `mutation ListVersionOfLoggedModel($input: SetLoggedModelTagsInput!) {
  setLoggedModelTags(input: $input) { loggedModel { id } } }`;

/**
 * Adds a version to the list of the logged model that it is made of, as MLflow's server does; of more than a tag takes the
 * last ones are listed.
 */
export async function listVersionOfModel(
  { id, tags }: LoggedModel,
  version: { readonly name: string; readonly version: number },
  api: Api,
): Promise<void> {
  const before = listInTag(tags[VERSIONS_TAG]);
  if (before.some((one) => JSON.stringify(one) === JSON.stringify(version))) return;
  const set = { [VERSIONS_TAG]: tagOfList(before, version) };
  try {
    await api.ask(SET_TAGS, { input: { loggedModel: id, set } });
  } catch (error) {
    // Whoever registers the version need not be one who may tag what it is made of: then the list stays as it is.
    if (!(error instanceof MlflowError) || error.code !== 'PERMISSION_DENIED') throw error;
  }
}
