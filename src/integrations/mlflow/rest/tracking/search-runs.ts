import type { MountedAnswer } from '#platform/server/mount.js';
import type { FieldsCall } from '../routing/route.js';
import type { Condition, OrderTerm } from '../search/condition.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { parseOrder } from '../search/parse-order.js';
import { judgeMax } from '../search/read-found.js';
import { RUNS } from '../search/run-dialect.js';
import { type NodePage, streamFound } from '../search/stream-found.js';
import { jsonAnswer } from '../wire/answers.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { findPlace } from './find-experiment.js';
import { idOfHex, isId } from './ids.js';
import { RUN_FIELDS, type Run, runMessage } from './run-message.js';
import { ARCHIVED, VIEWS } from './views.js';

const MOST = 50_000;

/** Experiments of one search. */
const MOST_EXPERIMENTS = 1_000;

/** Runs of one page of the API. */
const PAGE = 1_000;

const SEARCH = `query SearchRuns($filter: RunFilter!, $orderBy: [RunOrder!]!, $first: Int!, $after: String) {
  runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { ${RUN_FIELDS} } pageInfo { hasNextPage endCursor } } }`;

/** Runs that a filter finds, in an order, in pages. */
export async function searchRuns({ fields, api, settings }: FieldsCall): Promise<MountedAnswer> {
  const max = fields.integer('max_results') ?? 1_000;
  if (max > MOST) throw fields.refused('max_results');
  judgeMax(max, MOST);
  const conditions = parseFilter(fields.text('filter'), RUNS).map(conditionOf);
  const orderBy = parseOrder(fields.texts('order_by'), RUNS).map(orderOf);
  const experiments = await experimentsOf(fields.texts('experiment_ids'), { api, settings });
  if (experiments.length === 0) return jsonAnswer({ runs: [] });
  const archived = ARCHIVED[fields.oneOf('run_view_type', VIEWS) ?? 'ACTIVE_ONLY'];
  const filter = { experiments, archived, conditions };
  return streamFound<Run>({
    name: 'runs',
    max,
    after: cursorOf(fields.text('page_token')) ?? null,
    readPage: async (left, after) => {
      const variables = { filter, orderBy, first: Math.min(PAGE, left), after };
      return (await api.ask<{ runs: NodePage<Run> }>(SEARCH, variables)).runs;
    },
    messageOf: runMessage,
  });
}

/** The ids of our API: MLflow's are the same but for `0` and those of imports, which are looked up. */
export async function experimentsOf(named: readonly string[], { api, settings }: Pick<FieldsCall, 'api' | 'settings'>) {
  const ids = [...new Set(named)];
  if (ids.length > MOST_EXPERIMENTS)
    throw invalidParameter(`A search names at most ${MOST_EXPERIMENTS} experiments, and this one ${ids.length}.`);
  const experiments = ids.filter(isId);
  for (const id of ids) {
    const found = isId(id) ? null : await findPlace(id, api, settings);
    if (found !== null) experiments.push(found.id);
  }
  return experiments;
}

/** What our API calls the attributes of runs. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  run_id: 'id',
  run_name: 'name',
  status: 'status',
  user_id: 'user',
  start_time: 'startedAt',
  end_time: 'endedAt',
};

function conditionOf(condition: Condition) {
  const { subject, key, operator, value } = condition;
  if (subject !== 'ATTRIBUTE') return condition;
  const values = key === 'run_id' ? idsOf(value) : value;
  return { subject, key: attributeOf(key), operator, value: values };
}

function orderOf({ subject, key, direction }: OrderTerm) {
  return { subject, key: subject === 'ATTRIBUTE' ? attributeOf(key) : key, direction };
}

function attributeOf(key: string): string {
  const name = ATTRIBUTES[key];
  if (name === undefined) throw invalidParameter(`Runs are neither found nor ordered by '${key}' here.`);
  return name;
}

function idsOf(value: Condition['value']): Condition['value'] {
  if (Array.isArray(value)) return value.map((one) => idOfHex(one) ?? one);
  return typeof value === 'string' ? (idOfHex(value) ?? value) : value;
}
