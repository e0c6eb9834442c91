import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { createVersion } from './create-version.js';
import { type FoundVersion, requireVersion } from './find-version.js';
import { searchVersions } from './search-versions.js';
import {
  downloadUriOf,
  FIELD_TAGS,
  VERDICT_TAG,
  VERSION_FIELDS,
  type Version,
  versionMessage,
} from './version-message.js';

/** Versions of registered models: registered, found, described, tagged, and deleted, which is archived. */
export const versionRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/model-versions/create', createVersion),
  endpoint('GET', 'mlflow/model-versions/get', async (call) => {
    const { version } = await versionOf(call);
    return { model_version: versionMessage(call.fields.requiredText('name'), version) };
  }),
  endpoint('GET', 'mlflow/model-versions/search', searchVersions),
  endpoint('GET', 'mlflow/model-versions/get-download-uri', async (call) => {
    const { version } = await versionOf(call);
    return { artifact_uri: downloadUriOf(version) ?? '' };
  }),
  endpoint('PATCH', 'mlflow/model-versions/update', async (call) => {
    const { version } = await versionOf(call);
    const input = { of: version.ref, description: call.fields.text('description') || null };
    const { setDescription } = await call.api.ask<{ setDescription: { modelVersion: Version } }>(DESCRIBE, { input });
    return { model_version: versionMessage(call.fields.requiredText('name'), setDescription.modelVersion) };
  }),
  endpoint('DELETE', 'mlflow/model-versions/delete', async (call) => {
    const { model, version } = await versionOf(call);
    // As in MLflow its aliases go with it; one that a policy guards is refused before anything is written.
    for (const { name } of version.aliases)
      await call.api.ask(REMOVE_ALIAS, { input: { model, alias: name, expected: version.version, reason: DELETED } });
    await call.api.ask(ARCHIVE, { input: { modelVersion: version.ref, status: 'ARCHIVED', reason: DELETED } });
    return {};
  }),
  endpoint('POST', 'mlflow/model-versions/set-tag', async (call) => {
    const key = judgeKey(call.fields.requiredText('key'));
    const { version } = await versionOf(call);
    await call.api.ask(SET_TAGS, { input: { of: version.ref, set: { [key]: call.fields.text('value') ?? '' } } });
    return {};
  }),
  endpoint('DELETE', 'mlflow/model-versions/delete-tag', async (call) => {
    const key = judgeKey(call.fields.requiredText('key'));
    const { version } = await versionOf(call);
    await call.api.ask(SET_TAGS, { input: { of: version.ref, remove: [key] } });
    return {};
  }),
];

const DELETED = 'Deleted by a client of MLflow.';

const DESCRIBE = `mutation DescribeModelVersion($input: SetDescriptionInput!) {
  setDescription(input: $input) { modelVersion { ${VERSION_FIELDS} } } }`;
const REMOVE_ALIAS = `mutation RemoveAliasOfVersion($input: RemoveAliasInput!) {
  removeAlias(input: $input) { model { id } } }`;
const ARCHIVE = `mutation ArchiveModelVersion($input: SetStatusInput!) {
  setStatus(input: $input) { modelVersion { id } } }`;
const SET_TAGS = `mutation SetModelVersionTags($input: SetTagsInput!) {
  setTags(input: $input) { modelVersion { id } } }`;

function versionOf(call: FieldsCall): Promise<FoundVersion> {
  return requireVersion(call.fields.requiredText('name'), call.fields.requiredText('version'), call);
}

/** Tags that the server reports are set by nobody. */
function judgeKey(key: string): string {
  if (key === VERDICT_TAG || FIELD_TAGS.includes(key))
    throw invalidParameter(`The tag '${key}' is reported by the server: it is neither set nor deleted by itself.`);
  return key;
}
