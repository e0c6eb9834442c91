import type { Api } from '../wire/api.js';
import { type MlflowError, notFound } from '../wire/mlflow-error.js';
import {
  DEFAULT_EXTERNAL_ID,
  EXPERIMENT_FIELDS,
  type Experiment,
  PLACE_FIELDS,
  type Place,
} from './experiment-message.js';
import { isId } from './ids.js';

/** Where the facade's own experiments stand. */
interface Home {
  readonly namespace: string;
}

const BY_ID = `query ExperimentById($id: ID!) { experiment(id: $id) { ${EXPERIMENT_FIELDS} } }`;

const BY_EXTERNAL_ID = `query ExperimentByExternalId($namespace: String, $externalId: String!) {
  experimentByExternalId(namespace: $namespace, externalId: $externalId) { ${EXPERIMENT_FIELDS} } }`;

const PLACE_BY_ID = `query PlaceById($id: ID!) { experiment(id: $id) { ${PLACE_FIELDS} } }`;

const PLACE_BY_EXTERNAL_ID = `query PlaceByExternalId($namespace: String, $externalId: String!) {
  experimentByExternalId(namespace: $namespace, externalId: $externalId) { ${PLACE_FIELDS} } }`;

/** What finds an experiment, by either of its ids. */
const WHOLE = { byId: BY_ID, byExternalId: BY_EXTERNAL_ID } as const;
const PLACE = { byId: PLACE_BY_ID, byExternalId: PLACE_BY_EXTERNAL_ID } as const;

const BY_DISPLAY_NAME = `query ExperimentsByDisplayName($displayName: String!) {
  experiments(filter: { displayName: $displayName, archived: ALL }, first: 100) { nodes { ${EXPERIMENT_FIELDS} } } }`;

const CREATE_DEFAULT = `mutation CreateDefaultExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) { experiment { ${EXPERIMENT_FIELDS} } } }`;

/** The experiment of MLflow's id; that of an import has the id that it had there. Null where there is none. */
export function findExperiment(id: string, api: Api, home: Home): Promise<Experiment | null> {
  return findBy<Experiment>(WHOLE, id, api, home);
}

/** The same, which has to be there; `0` is made where it is not. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireExperiment(id: string, api: Api, home: Home): Promise<Experiment> {
  return (await findExperiment(id, api, home)) ?? makeDefault(id, api, home);
}

/** The experiment of MLflow's id as the place of something; null where there is none. */
export function findPlace(id: string, api: Api, home: Home): Promise<Place | null> {
  return findBy<Place>(PLACE, id, api, home);
}

/** The same, which has to be there; `0` is made where it is not. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requirePlace(id: string, api: Api, home: Home): Promise<Place> {
  return (await findPlace(id, api, home)) ?? makeDefault(id, api, home);
}

async function findBy<Found>(
  { byId, byExternalId }: typeof WHOLE | typeof PLACE,
  id: string,
  api: Api,
  { namespace }: Home,
): Promise<Found | null> {
  if (isId(id)) return (await api.ask<{ experiment: Found | null }>(byId, { id })).experiment;
  const externalId = id === '0' ? DEFAULT_EXTERNAL_ID : /^\d{1,40}$/.test(id) ? `mlflow:${id}` : null;
  if (externalId === null) return null;
  const variables = { namespace, externalId };
  return (await api.ask<{ experimentByExternalId: Found | null }>(byExternalId, variables)).experimentByExternalId;
}

async function makeDefault(id: string, api: Api, home: Home): Promise<Experiment> {
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
