import type { FieldsCall } from '../routing/route.js';
import type { Condition } from '../search/condition.js';
import { EXPERIMENTS } from '../search/experiment-dialect.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { parseOrder } from '../search/parse-order.js';
import { type ApiPage, judgeMax, readFound } from '../search/read-found.js';
import { EXPERIMENT_FIELDS, type Experiment, experimentIdOf, experimentMessage } from './experiment-message.js';
import { findPlace } from './find-experiment.js';
import { millis } from './ids.js';
import { DEFAULT_EXPERIMENT, type FoundExperiment, startOf, withDefault, withoutDefault } from './list-default.js';
import { matchesAll } from './matches.js';
import { ARCHIVED, VIEWS } from './views.js';

const MOST = 50_000;

const SEARCH = `query SearchExperiments($filter: ExperimentFilter, $orderBy: [ExperimentOrder!], $after: String) {
  experiments(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {
    edges { cursor node { ${EXPERIMENT_FIELDS} } } pageInfo { hasNextPage endCursor } } }`;

/** Experiments that a filter finds, in pages: what the API has no words for is tried here. */
export async function searchExperiments({ fields, api, settings }: FieldsCall): Promise<object> {
  const max = judgeMax(fields.integer('max_results') ?? 1_000, MOST);
  const conditions = parseFilter(fields.text('filter'), EXPERIMENTS);
  const order = parseOrder(fields.texts('order_by'), EXPERIMENTS);
  const orderBy = order.map(({ key, direction }) => ({ field: ORDERS[key], direction }));
  const archived = ARCHIVED[fields.oneOf('view_type', VIEWS) ?? 'ACTIVE_ONLY'];
  const filter = { ...namesOf(conditions), archived };
  const isMeant = (experiment: Experiment) => matchesAll(conditions, (wanted) => readValue(experiment, wanted));
  const { after, hasDefault } = startOf(cursorOf(fields.text('page_token')));
  const found = await readFound<FoundExperiment>(
    max,
    after,
    async (behind) => {
      const variables = { filter, orderBy, after: behind };
      const { experiments } = await api.ask<{ experiments: ApiPage<Experiment> }>(SEARCH, variables);
      return { ...experiments, edges: experiments.edges.map((edge) => ({ cursor: edge.cursor, node: edge })) };
    },
    ({ node }) => isMeant(node),
  );
  const isWanted = !hasDefault && archived !== 'ARCHIVED' && isMeant(DEFAULT_EXPERIMENT);
  const isMissing = isWanted && (await findPlace('0', api, settings)) === null;
  const page = isMissing ? withDefault(found, order, { max, after }) : withoutDefault(found, hasDefault);
  return { experiments: page.experiments.map(experimentMessage), ...page.token };
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
