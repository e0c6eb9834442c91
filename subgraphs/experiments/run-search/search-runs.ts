import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page } from '#platform/paging/page.js';
import type { RunContext } from '../run/run.context.js';
import type { Run } from '../run/run.entity.js';
import { foundRuns } from './found-runs.js';
import { runOrder } from './run-order.js';
import { MAX_RUNS, type RunSearchArgs } from './run-search.args.js';

/**
 * A page of the runs that a filter lets through, in an order: one statement finds them, whatever the conditions are, and
 * the loader of runs reads those that are not in memory.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition, an order, a cursor or a `first` that cannot be.
 */
export async function searchRuns(
  { filter, orderBy, ...args }: RunSearchArgs,
  { database, loaders, caller }: RunContext,
): Promise<Page<Run>> {
  const { tables, where } = foundRuns(filter, caller.rights);
  const selected = () => ({ from: `FROM ${tables.from} WHERE ${where}`, values: [...tables.parameters.values] });
  const counted = selected();
  const order = runOrder(orderBy, tables);
  return readOrderedPage(database.manager, args, {
    ...selected(),
    counted,
    order,
    load: (ids) => loaders.runById.loadMany(ids),
    maxPage: MAX_RUNS,
  });
}
