import type { Api } from '../wire/api.js';
import { type MlflowError, notFound } from '../wire/mlflow-error.js';
import { DEFAULT_EXTERNAL_ID, EXPERIMENT_FIELDS, type Experiment } from './experiment-message.js';
import { isId } from './ids.js';

/** Where the facade's own experiments stand. */
interface Home {
  readonly namespace: string;
}

const BY_ID = `query ExperimentById($id: ID!) { experiment(id: $id) { ${EXPERIMENT_FIELDS} } }`;

const BY_EXTERNAL_ID = `query ExperimentByExternalId($namespace: String, $externalId: String!) {
  experimentByExternalId(namespace: $namespace, externalId: $externalId) { ${EXPERIMENT_FIELDS} } }`;

const BY_DISPLAY_NAME = `query ExperimentsByDisplayName($displayName: String!) {
  experiments(filter: { displayName: $displayName, archived: ALL }, first: 100) { nodes { ${EXPERIMENT_FIELDS} } } }`;

const CREATE_DEFAULT = `mutation CreateDefaultExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) { experiment { ${EXPERIMENT_FIELDS} } } }`;

/** The experiment of MLflow's id; that of an import has the id that it had there. Null where there is none. */
export async function findExperiment(id: string, api: Api, { namespace }: Home): Promise<Experiment | null> {
  if (isId(id)) return (await api.ask<{ experiment: Experiment | null }>(BY_ID, { id })).experiment;
  const byExternalId = (externalId: string) =>
    api.ask<{ experimentByExternalId: Experiment | null }>(BY_EXTERNAL_ID, { namespace, externalId });
  if (id === '0') return (await byExternalId(DEFAULT_EXTERNAL_ID)).experimentByExternalId;
  return /^\d{1,40}$/.test(id) ? (await byExternalId(`mlflow:${id}`)).experimentByExternalId : null;
}

/** The same, which has to be there; `0` is made where it is not. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireExperiment(id: string, api: Api, home: Home): Promise<Experiment> {
  const found = await findExperiment(id, api, home);
  if (found !== null) return found;
  if (id !== '0') throw noExperiment(id);
  const input = { namespace: home.namespace, displayName: 'Default', externalId: DEFAULT_EXTERNAL_ID };
  const made = await api.ask<{ createExperiment: { experiment: Experiment } }>(CREATE_DEFAULT, { input });
  return made.createExperiment.experiment;
}

/** The error of an id that no experiment has. */
export function noExperiment(id: string): MlflowError {
  return notFound(`No Experiment with id=${id} exists`);
}

/**
 * What is called so, deleted or not: one that is not deleted before those that are, and one of the facade's own namespace
 * before others; undefined where nothing is.
 */
export async function findExperimentByName(
  name: string,
  api: Api,
  { namespace }: Home,
): Promise<Experiment | undefined> {
  const { experiments } = await api.ask<{ experiments: { nodes: readonly Experiment[] } }>(BY_DISPLAY_NAME, {
    displayName: name,
  });
  const rank = (one: Experiment) => (one.archivedAt === null ? 0 : 2) + (one.name.startsWith(`${namespace}/`) ? 0 : 1);
  return [...experiments.nodes].sort((a, b) => rank(a) - rank(b))[0];
}
