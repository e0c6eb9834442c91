import type { FieldsCall } from '../routing/route.js';
import type { Condition } from '../search/condition.js';
import { EXPERIMENTS } from '../search/experiment-dialect.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { parseOrder } from '../search/parse-order.js';
import { type ApiPage, judgeMax, readFound } from '../search/read-found.js';
import { EXPERIMENT_FIELDS, type Experiment, experimentIdOf, experimentMessage } from './experiment-message.js';
import { millis } from './ids.js';
import { matchesAll } from './matches.js';
import { ARCHIVED, VIEWS } from './views.js';

const MOST = 50_000;

const SEARCH = `query SearchExperiments($filter: ExperimentFilter, $orderBy: [ExperimentOrder!], $after: String) {
  experiments(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {
    edges { cursor node { ${EXPERIMENT_FIELDS} } } pageInfo { hasNextPage endCursor } } }`;

/** Experiments that a filter finds, in pages: what the API has no words for is tried here. */
export async function searchExperiments({ fields, api }: FieldsCall): Promise<object> {
  const max = judgeMax(fields.integer('max_results') ?? 1_000, MOST);
  const conditions = parseFilter(fields.text('filter'), EXPERIMENTS);
  const order = parseOrder(fields.texts('order_by'), EXPERIMENTS);
  const orderBy = order.map(({ key, direction }) => ({ field: ORDERS[key], direction }));
  const filter = { ...namesOf(conditions), archived: ARCHIVED[fields.oneOf('view_type', VIEWS) ?? 'ACTIVE_ONLY'] };
  const { nodes, token } = await readFound<Experiment>(
    max,
    cursorOf(fields.text('page_token')) ?? null,
    async (after) =>
      (await api.ask<{ experiments: ApiPage<Experiment> }>(SEARCH, { filter, orderBy, after })).experiments,
    (experiment) => matchesAll(conditions, (wanted) => readValue(experiment, wanted)),
  );
  return { experiments: nodes.map(experimentMessage), ...token };
}

const ORDERS: Readonly<Record<string, string>> = {
  name: 'DISPLAY_NAME',
  experiment_id: 'CREATED_AT',
  creation_time: 'CREATED_AT',
  last_update_time: 'UPDATED_AT',
};

/** What of the names the API finds by itself: the first condition of each kind. */
function namesOf(conditions: readonly Condition[]): object {
  const first = (operator: Condition['operator']) =>
    conditions.find((one) => one.subject === 'ATTRIBUTE' && one.key === 'name' && one.operator === operator)?.value;
  return { displayName: first('EQ'), displayNameLike: first('LIKE'), displayNameILike: first('ILIKE') };
}

function readValue(experiment: Experiment, { subject, key }: Pick<Condition, 'subject' | 'key'>) {
  if (subject === 'TAG') return Object.hasOwn(experiment.tags, key) ? experiment.tags[key] : undefined;
  switch (key) {
    case 'name':
      return experiment.displayName;
    case 'experiment_id':
      return experimentIdOf(experiment);
    case 'creation_time':
      return millis(experiment.createdElsewhereAt ?? experiment.createdAt);
    default:
      return millis(experiment.updatedAt);
  }
}
