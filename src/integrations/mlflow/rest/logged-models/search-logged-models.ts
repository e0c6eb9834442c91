import type { MountedAnswer } from '#platform/server/mount.js';
import type { FieldsCall } from '../routing/route.js';
import type { Condition } from '../search/condition.js';
import { LOGGED_MODELS } from '../search/logged-model-dialect.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { judgeMax } from '../search/read-found.js';
import { type NodePage, streamFound } from '../search/stream-found.js';
import { idOfHex } from '../tracking/ids.js';
import { experimentsOf } from '../tracking/search-runs.js';
import { jsonAnswer } from '../wire/answers.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import {
  LOGGED_MODEL_FIELDS,
  type LoggedModel,
  loggedModelMessage,
  POINT_FIELDS,
  type Point,
} from './logged-model-message.js';
import { idOfModelId } from './model-id.js';

const MOST = 50_000;

/** Logged models of one page of the API: each comes with its points. */
const PAGE = 100;

const SEARCH = `query SearchLoggedModels($filter: LoggedModelFilter!, $orderBy: [LoggedModelOrder!]!, $first: Int!, $after: String) {
  loggedModels(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { ${LOGGED_MODEL_FIELDS} metrics { ${POINT_FIELDS} } } pageInfo { hasNextPage endCursor } } }`;

type Found = LoggedModel & { readonly metrics: readonly Point[] };

/** Logged models that a filter finds, in an order, in pages; each with the last point of every metric. */
export async function searchLoggedModels({ fields, api, settings }: FieldsCall): Promise<MountedAnswer> {
  const named = fields.texts('experiment_ids');
  if (named.length === 0) throw fields.missing('experiment_ids');
  const max = judgeMax(fields.integer('max_results') || 100, MOST);
  const conditions = parseFilter(fields.text('filter'), LOGGED_MODELS).map(conditionOf);
  const datasets = fields.messages('datasets').map((one) => {
    if (!one.text('dataset_name')) throw invalidParameter('`dataset_name` in the `datasets` clause must be specified.');
    return datasetOf(one);
  });
  const orderBy = fields.messages('order_by').map(orderOf);
  const experiments = await experimentsOf(named, { api, settings });
  if (experiments.length === 0) return jsonAnswer({ models: [] });
  const filter = { experiments, datasets, conditions };
  return streamFound<Found>({
    name: 'models',
    max,
    after: cursorOf(fields.text('page_token')) ?? null,
    readPage: async (left, after) => {
      const variables = { filter, orderBy, first: Math.min(PAGE, left), after };
      return (await api.ask<{ loggedModels: NodePage<Found> }>(SEARCH, variables)).loggedModels;
    },
    messageOf: (model) => loggedModelMessage(model, model.metrics),
  });
}

/** What our API calls the attributes of logged models. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  name: 'name',
  model_id: 'id',
  model_type: 'modelType',
  status: 'status',
  source_run_id: 'run',
  creation_timestamp: 'createdAt',
  last_updated_timestamp: 'updatedAt',
};

/** How each id of MLflow's is one of our API. */
const IDS: Readonly<Record<string, (text: string) => string | undefined>> = {
  model_id: idOfModelId,
  source_run_id: idOfHex,
};

function conditionOf(condition: Condition): Condition {
  const { subject, key, value } = condition;
  if (subject !== 'ATTRIBUTE') return condition;
  const idOf = Object.hasOwn(IDS, key) ? IDS[key]! : (text: string) => text;
  const idOrText = (text: string) => idOf(text) ?? text;
  return {
    ...condition,
    key: ATTRIBUTES[key]!,
    value: Array.isArray(value) ? value.map(idOrText) : typeof value === 'string' ? idOrText(value) : value,
  };
}

/** `creation_time`, or `metrics.` and the name of one as it is: on one dataset where one is given. */
function orderOf(fields: Fields): object {
  const name = fields.requiredText('field_name');
  const direction = (fields.boolean('ascending') ?? true) ? 'ASC' : 'DESC';
  const [, entity, metric] = /^([^.]*)\.(.*)$/s.exec(name) ?? [];
  if (entity === undefined || metric === undefined) {
    const key = Object.hasOwn(LOGGED_MODELS.attributes, name) ? ATTRIBUTES[LOGGED_MODELS.attributes[name]!] : undefined;
    if (key === undefined) throw invalidParameter(`Invalid order by field name: ${name}`);
    return { subject: 'ATTRIBUTE', key, direction };
  }
  if (entity !== 'metrics') throw invalidParameter(`Invalid order by field name: ${name}. Only metrics are supported.`);
  const dataset = fields.text('dataset_name') ? datasetOf(fields) : null;
  return { subject: 'METRIC', key: metric, dataset, direction };
}

function datasetOf(fields: Fields): object {
  return { name: fields.text('dataset_name'), digest: fields.text('dataset_digest') || null };
}
