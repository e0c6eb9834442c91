import type { OrderColumn } from '#platform/paging/order-column.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import { type Page, readPage } from '#platform/paging/page.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import type { ModelContext } from '../model/model.context.js';
import type { Model } from '../model/model.entity.js';
import { DISPLAY_NAME_SQL, UPDATED_AT_SQL } from '../model/model-sql.js';
import { filteredModels } from './filtered-models.js';
import type { ModelFilter } from './model-filter.input.js';
import type { ModelListArgs } from './model-list.args.js';
import type { ModelOrderField } from './model-order.input.js';

/**
 * A page of the models that the caller may see, in the order that it asks for.
 * @throws {PedigraphError} BAD_USER_INPUT for an order that names a field twice, or a condition without a value.
 */
export function listModels(args: ModelListArgs, context: ModelContext): Promise<Page<Model>> {
  const { filter, orderBy } = args;
  const isPlain = filter == null && (orderBy ?? []).length === 0;
  return isPlain ? listActive(args, context) : listInOrder(args, context);
}

/** What is asked for most: one prepared statement. */
function listActive(args: ModelListArgs, { models, caller }: ModelContext): Promise<Page<Model>> {
  return readPage(
    args,
    (row) => row.id,
    (page) => models.pageOfActive(page, caller.rights),
    () => models.countOfActive(caller.rights),
  );
}

function listInOrder(
  { filter, orderBy, ...page }: ModelListArgs,
  { database: { manager }, caller, loaders }: ModelContext,
): Promise<Page<Model>> {
  const wanted = orderBy ?? [];
  refuseDuplicates(
    'orderBy',
    wanted.map(({ field }) => field),
  );
  const order = wanted.map(({ field, direction }) => ({ ...ORDERED_BY[field], direction }));
  return readOrderedPage<Model>(manager, page, {
    ...filteredModels(filter ?? EVERY_ACTIVE, caller.rights),
    order: [...order, { sql: 'm.id', type: 'uuid', direction: 'DESC' }],
    load: (ids) => loaders.modelById.loadMany(ids),
  });
}

const EVERY_ACTIVE: ModelFilter = { tags: [], archived: 'ACTIVE' };

const ORDERED_BY: Readonly<Record<ModelOrderField, Pick<OrderColumn, 'sql' | 'type'>>> = {
  DISPLAY_NAME: { sql: DISPLAY_NAME_SQL, type: 'text' },
  NAME: { sql: 'm.name', type: 'text' },
  CREATED_AT: { sql: 'm.created_at', type: 'moment' },
  UPDATED_AT: { sql: UPDATED_AT_SQL, type: 'moment' },
};
