import type { OrderColumn } from '#platform/paging/order-column.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page } from '#platform/paging/page.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { DISPLAY_NAME_SQL } from '../model/model-sql.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { EXTERNAL_NUMBER_SQL, VERSION_UPDATED_AT_SQL } from '../model-version/version-sql.js';
import { filteredVersions } from './filtered-versions.js';
import type { ModelVersionListArgs } from './model-version-list.args.js';
import type { ModelVersionOrderField } from './model-version-order.input.js';

/**
 * A page of the versions that the caller may see, in the order that it asks for.
 * @throws {PedigraphError} BAD_USER_INPUT for an order that names a field twice, or a condition without a value.
 */
export function listVersions(
  { filter, orderBy, ...page }: ModelVersionListArgs,
  { database: { manager }, caller, loaders }: ModelVersionContext,
): Promise<Page<ModelVersionRow>> {
  const wanted = orderBy ?? [];
  refuseDuplicates(
    'orderBy',
    wanted.map(({ field }) => field),
  );
  const order = wanted.map(({ field, direction }) => ({ ...ORDERED_BY[field], direction }));
  return readOrderedPage<ModelVersionRow>(manager, page, {
    ...filteredVersions(filter ?? { tags: [] }, caller.rights),
    order: [...order, { sql: 'v.id', type: 'uuid', direction: 'DESC' }],
    load: (ids) => loaders.versionById.loadMany(ids),
  });
}

const ORDERED_BY: Readonly<Record<ModelVersionOrderField, Omit<OrderColumn, 'direction'>>> = {
  MODEL_DISPLAY_NAME: { sql: `(SELECT ${DISPLAY_NAME_SQL} FROM models.model m WHERE m.id = v.model_id)`, type: 'text' },
  VERSION: { sql: 'v.version_order', type: 'text' },
  EXTERNAL_VERSION: {
    sql: EXTERNAL_NUMBER_SQL,
    type: 'number',
    rank: 'CASE WHEN v.external_version IS NULL THEN 1 ELSE 0 END',
  },
  CREATED_AT: { sql: 'v.created_at', type: 'moment' },
  UPDATED_AT: { sql: VERSION_UPDATED_AT_SQL, type: 'moment' },
};
