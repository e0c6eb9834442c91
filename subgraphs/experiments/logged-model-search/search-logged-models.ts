import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page } from '#platform/paging/page.js';
import type { LoggedModelContext } from '../logged-model/logged-model.context.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { foundLoggedModels } from './found-logged-models.js';
import { loggedModelOrder } from './logged-model-order.js';
import { type LoggedModelSearchArgs, MAX_LOGGED_MODELS } from './logged-model-search.args.js';

/**
 * A page of the logged models that a filter lets through, in an order: one statement finds them, whatever the conditions
 * are.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition, an order, a cursor or a `first` that cannot be.
 */
export async function searchLoggedModels(
  { filter, orderBy, ...args }: LoggedModelSearchArgs,
  { database, loaders, caller }: LoggedModelContext,
): Promise<Page<LoggedModel>> {
  const parameters = new SqlParameters();
  const where = foundLoggedModels(filter, caller.rights, parameters);
  const counted = { from: `FROM logged_model m WHERE ${where}`, values: [...parameters.values] };
  const { columns, joins } = loggedModelOrder(orderBy, parameters, caller.rights);
  return readOrderedPage(database.manager, args, {
    from: `FROM logged_model m ${joins.join(' ')} WHERE ${where}`,
    values: parameters.values,
    counted,
    order: columns,
    load: (ids) => loaders.loggedModelById.loadMany(ids),
    maxPage: MAX_LOGGED_MODELS,
  });
}
