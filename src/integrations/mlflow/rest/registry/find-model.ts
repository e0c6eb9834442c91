import { namespaceOf } from '#platform/refs/ref.js';
import type { Call } from '../routing/route.js';
import { MlflowError, notFound } from '../wire/mlflow-error.js';

/** What an operation about the model of a name needs of a call. */
export type Asking = Pick<Call, 'api' | 'settings'>;

const ELSEWHERE = `query ModelsByDisplayName($displayName: String!) {
  models(filter: { displayName: $displayName }, orderBy: [{ field: NAME }], first: 1) { nodes { name } } }`;

/**
 * Asks `modelByDisplayName` of a document, with `$namespace` and `$displayName`: in the facade's own namespace, and where
 * no model is called so there, in the first other one where one is. Nearly always that is one operation.
 */
export async function askOfModel<Found>(
  document: string,
  displayName: string,
  { api, settings }: Asking,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Found | null> {
  const within = async (namespace: string) =>
    (await api.ask<{ modelByDisplayName: Found | null }>(document, { ...variables, namespace, displayName }))
      .modelByDisplayName;
  const own = await within(settings.namespace);
  if (own !== null) return own;
  const { models } = await api.ask<{ models: { nodes: readonly { name: string }[] } }>(ELSEWHERE, { displayName });
  const [other] = models.nodes;
  return other === undefined ? null : within(namespaceOf(other.name));
}

const NAME = `query ModelName($namespace: String!, $displayName: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { name } }`;

/** Our name of the model that MLflow calls so; null where there is none. */
export async function findModelName(displayName: string, asking: Asking): Promise<string | null> {
  return (await askOfModel<{ name: string }>(NAME, displayName, asking))?.name ?? null;
}

/** The same, which has to be there. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireModelName(displayName: string, asking: Asking): Promise<string> {
  const name = await findModelName(displayName, asking);
  if (name === null) throw noModel(displayName);
  return name;
}

/** The error of a name that no model has. */
export function noModel(name: string): MlflowError {
  return notFound(`Registered Model with name=${name} not found`);
}

/** The error of a name that another model has. */
export function modelExists(name: string): MlflowError {
  return new MlflowError('RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name}) already exists.`);
}
