import { invalidParameter, type MlflowError, notFound } from '../wire/mlflow-error.js';
import { type Asking, askOfModel, noModel } from './find-model.js';
import { latestVersions, type ModelWithVersions, VERSIONS_OF_MODEL } from './latest-versions.js';
import { isListed, VERSION_FIELDS, type Version } from './version-message.js';

const BY_NUMBER = `query ModelVersionByNumber($namespace: String!, $displayName: String!, $number: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { name version(selector: $number) { ${VERSION_FIELDS} } } }`;

/** A version with the name of its model here. */
export interface FoundVersion {
  /** Our name of the model. */
  readonly model: string;
  readonly version: Version;
}

/**
 * The version of MLflow's number, which has to be there and not be deleted.
 * @throws {MlflowError} INVALID_PARAMETER_VALUE where it is no number, RESOURCE_DOES_NOT_EXIST
 */
export async function requireVersion(name: string, number: string, asking: Asking): Promise<FoundVersion> {
  const [, digits] = /^\s*0*(\d+)\s*$/.exec(number) ?? [];
  if (digits === undefined)
    throw invalidParameter(`Parameter 'version' must be an integer, got '${number.slice(0, 100)}'.`);
  if (digits.length > 9) throw noVersion(name, number);
  const model = await askOfModel<{ name: string; version: Version | null }>(BY_NUMBER, name, asking, {
    number: digits,
  });
  if (model === null || model.version === null || !isListed(model.version)) throw noVersion(name, number);
  return { model: model.name, version: model.version };
}

const BY_ALIAS = `query ModelVersionByAlias($namespace: String!, $displayName: String!, $alias: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { name alias(name: $alias) { modelVersion { ${VERSION_FIELDS} } } } }`;

const OF_MODEL = `query ModelWithVersions($namespace: String!, $displayName: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { ${VERSIONS_OF_MODEL} } }`;

/**
 * The version that an alias points to; `latest`, whatever its case, is the one with the highest number.
 * @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where there is no such model, INVALID_PARAMETER_VALUE no such alias
 */
export async function requireAliased(name: string, alias: string, asking: Asking): Promise<FoundVersion> {
  if (alias.toLowerCase() === 'latest') return requireLatest(name, asking);
  const model = await askOfModel<{ name: string; alias: { modelVersion: Version } | null }>(BY_ALIAS, name, asking, {
    alias,
  });
  if (model === null) throw noModel(name);
  const version = model.alias?.modelVersion;
  if (version === undefined || !isListed(version)) throw invalidParameter(`Registered model alias ${alias} not found.`);
  return { model: model.name, version };
}

async function requireLatest(name: string, asking: Asking): Promise<FoundVersion> {
  const model = await requireModel(name, asking);
  const latest = await latestVersions(model, asking.api);
  const [version] = latest.toSorted((a, b) => Number(b.externalVersion) - Number(a.externalVersion));
  if (version === undefined) throw notFound(`Latest version not found for model ${name}.`);
  return { model: model.name, version };
}

/** The model of that name with its first versions. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireModel(name: string, asking: Asking): Promise<ModelWithVersions> {
  const model = await askOfModel<ModelWithVersions>(OF_MODEL, name, asking);
  if (model === null) throw noModel(name);
  return model;
}

function noVersion(name: string, number: string): MlflowError {
  return notFound(`Model Version (name=${name}, version=${number}) not found`);
}
