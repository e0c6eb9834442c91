import type { NodePage } from '../search/stream-found.js';
import { MOST_READ } from '../tracking/read-history.js';
import type { Api } from '../wire/api.js';
import { type MlflowError, notFound } from '../wire/mlflow-error.js';
import { LOGGED_MODEL_FIELDS, type LoggedModel, POINT_FIELDS, type Point } from './logged-model-message.js';
import { idOfModelId } from './model-id.js';

/** Points that one operation reads. */
const POINTS = 1_000;

const MODEL = `query LoggedModelById($id: ID!) { loggedModel(id: $id) { ${LOGGED_MODEL_FIELDS} } }`;

const OPEN = `query LoggedModelWithPoints($id: ID!, $first: Int!) {
  loggedModel(id: $id) { ${LOGGED_MODEL_FIELDS}
    metricHistory(first: $first) { nodes { ${POINT_FIELDS} } pageInfo { hasNextPage endCursor } } } }`;

const MORE = `query PointsOfLoggedModel($id: ID!, $first: Int!, $after: String) {
  loggedModel(id: $id) {
    metricHistory(first: $first, after: $after) { nodes { ${POINT_FIELDS} } pageInfo { hasNextPage endCursor } } } }`;

const LAST = `query LastPointsOfLoggedModel($id: ID!) { loggedModel(id: $id) { metrics { ${POINT_FIELDS} } } }`;

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

interface Measured {
  readonly metricHistory: NodePage<Point>;
}

/** A logged model, and what was measured on it. */
export interface OpenedLoggedModel {
  readonly model: LoggedModel;
  /** Every point; of more than one request reads at most, the last of each metric and dataset. */
  points(): Promise<readonly Point[]>;
}

/** The same with its points, the first of which come with it. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function openLoggedModel(modelId: string, api: Api): Promise<OpenedLoggedModel> {
  const id = requireId(modelId);
  const ask = async <Found>(document: string, variables: object = {}) => {
    const { loggedModel } = await api.ask<{ loggedModel: Found | null }>(document, { id, ...variables });
    if (loggedModel === null) throw noLoggedModel(modelId);
    return loggedModel;
  };
  const model = await ask<LoggedModel & Measured>(OPEN, { first: POINTS });
  return {
    model,
    async points() {
      const points: Point[] = [];
      for (let page = model.metricHistory; ; ) {
        points.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) return points;
        if (points.length >= MOST_READ) return (await ask<{ metrics: readonly Point[] }>(LAST)).metrics;
        page = (await ask<Measured>(MORE, { first: POINTS, after: page.pageInfo.endCursor })).metricHistory;
      }
    },
  };
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
