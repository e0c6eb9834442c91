import type { Api } from '../wire/api.js';
import { type MlflowError, notFound } from '../wire/mlflow-error.js';
import { LOGGED_MODEL_FIELDS, type LoggedModel, POINT_FIELDS, type Point } from './logged-model-message.js';
import { idOfModelId } from './model-id.js';

/** Points that one operation reads. */
const POINTS = 1_000;

const MODEL = `query LoggedModelById($id: ID!) { loggedModel(id: $id) { ${LOGGED_MODEL_FIELDS} } }`;

const WITH_POINTS = `query LoggedModelWithPoints($id: ID!, $first: Int!, $after: String) {
  loggedModel(id: $id) { ${LOGGED_MODEL_FIELDS}
    metricHistory(first: $first, after: $after) { nodes { ${POINT_FIELDS} } pageInfo { hasNextPage endCursor } } } }`;

/** The logged model of MLflow's id, deleted or not; null where there is none. */
export async function findLoggedModel(modelId: string, api: Api): Promise<LoggedModel | null> {
  const id = idOfModelId(modelId);
  if (id === undefined) return null;
  return (await api.ask<{ loggedModel: LoggedModel | null }>(MODEL, { id })).loggedModel;
}

/** The same, which has to be there. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireLoggedModel(modelId: string, api: Api): Promise<LoggedModel> {
  const model = await findLoggedModel(modelId, api);
  if (model === null) throw noLoggedModel(modelId);
  return model;
}

interface Page {
  readonly loggedModel:
    | (LoggedModel & {
        readonly metricHistory: {
          readonly nodes: readonly Point[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      })
    | null;
}

/** The same with every point that was measured on it. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function readLoggedModel(
  modelId: string,
  api: Api,
): Promise<{ readonly model: LoggedModel; readonly points: readonly Point[] }> {
  const id = requireId(modelId);
  const points: Point[] = [];
  for (let after: string | null = null; ; ) {
    const { loggedModel: model }: Page = await api.ask<Page>(WITH_POINTS, { id, first: POINTS, after });
    if (model === null) throw noLoggedModel(modelId);
    points.push(...model.metricHistory.nodes);
    if (!model.metricHistory.pageInfo.hasNextPage) return { model, points };
    after = model.metricHistory.pageInfo.endCursor;
  }
}

/** The id of our API. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where the text is none of MLflow's */
export function requireId(modelId: string): string {
  const id = idOfModelId(modelId);
  if (id === undefined) throw noLoggedModel(modelId);
  return id;
}

/** The error of an id that no logged model has. */
export function noLoggedModel(modelId: string): MlflowError {
  return notFound(`Logged model with ID '${modelId}' not found.`);
}
