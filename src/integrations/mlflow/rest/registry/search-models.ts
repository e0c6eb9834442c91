import type { FieldsCall } from '../routing/route.js';
import type { Condition } from '../search/condition.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { parseOrder } from '../search/parse-order.js';
import { type ApiPage, judgeMax, judgeOrder, readFound } from '../search/read-found.js';
import { matchesAll } from '../tracking/matches.js';
import { MODEL_FIELDS, type Model, modelMessage } from './model-message.js';
import { withoutPrompts } from './prompts.js';
import { MODEL_ORDERS, MODELS } from './registry-dialects.js';

const MOST = 1_000;

/** Models of one page of the API: each comes with its first versions. */
const PAGE = 50;

const SEARCH = `query SearchModels($filter: ModelFilter, $orderBy: [ModelOrder!], $first: Int!, $after: String) {
  models(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges { cursor node { ${MODEL_FIELDS} } } pageInfo { hasNextPage endCursor } } }`;

/** Registered models that a filter finds, by name where no other order is asked for, in pages. */
export async function searchModels({ fields, api }: FieldsCall): Promise<object> {
  const max = judgeMax(fields.integer('max_results') ?? 100, MOST);
  const conditions = withoutPrompts(parseFilter(fields.text('filter'), MODELS));
  const asked = parseOrder(fields.texts('order_by'), MODEL_ORDERS).map(({ key, direction }) => ({
    field: ORDERS[key]!,
    direction,
  }));
  const orderBy = [...judgeOrder(asked), ...BY_NAME.filter(({ field }) => asked.every((one) => one.field !== field))];
  if (conditions === null) return { registered_models: [] };
  const filter = filterOf(conditions);
  const first = Math.min(PAGE, max + 1);
  const { nodes, token } = await readFound<Model>(
    max,
    cursorOf(fields.text('page_token')) ?? null,
    async (after) => (await api.ask<{ models: ApiPage<Model> }>(SEARCH, { filter, orderBy, first, after })).models,
    (model) => matchesAll(conditions, (wanted) => readValue(model, wanted)),
  );
  const registered_models: object[] = [];
  // One behind the other: a model with many versions is asked for its latest ones by itself.
  for (const model of nodes) registered_models.push(await modelMessage(model, api));
  return { registered_models, ...token };
}

const BY_NAME = [{ field: 'DISPLAY_NAME', direction: 'ASC' }] as const;

const ORDERS: Readonly<Record<string, string>> = {
  name: 'DISPLAY_NAME',
  creation_timestamp: 'CREATED_AT',
  last_updated_timestamp: 'UPDATED_AT',
};

/** What the API finds by itself: tags, and of names the first condition of each kind. */
function filterOf(conditions: readonly Condition[]): object {
  const first = (operator: Condition['operator']) =>
    conditions.find(({ subject, ...one }) => subject === 'ATTRIBUTE' && one.operator === operator)?.value;
  const tags = conditions.flatMap(({ subject, key, operator, value }) =>
    subject === 'TAG' ? [{ key, operator, value }] : [],
  );
  return { displayName: first('EQ'), displayNameLike: first('LIKE'), displayNameILike: first('ILIKE'), tags };
}

function readValue({ displayName, tags }: Model, { subject, key }: Pick<Condition, 'subject' | 'key'>) {
  if (subject === 'TAG') return Object.hasOwn(tags, key) ? tags[key] : undefined;
  return displayName;
}
