import { seenCondition } from '#platform/database/rows/seen-condition.js';
import type { OrderColumn } from '#platform/paging/order-column.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page } from '#platform/paging/page.js';
import { type NamedThingSql, namedThingConditions } from '#values/named-thing-filter.js';
import { EXPERIMENTS_NOW, TAG_NOW } from './current-experiment-sql.js';
import type { ExperimentContext } from './experiment.context.js';
import type { Experiment } from './experiment.entity.js';
import type { ExperimentOrderField, ExperimentsArgs } from './experiments.args.js';

/**
 * A page of the experiments that the caller may see.
 * @throws {PedigraphError} BAD_USER_INPUT for a page out of range, or a tag that is compared with nothing.
 */
export function listExperiments(
  { filter, orderBy, ...page }: ExperimentsArgs,
  { database, caller, loaders }: ExperimentContext,
): Promise<Page<Experiment>> {
  const values: unknown[] = [];
  const conditions = filter == null ? [] : namedThingConditions(filter, NOW, (value) => `$${values.push(value)}`);
  const seen = seenCondition(caller.rights, 'e.name', values.length + 1);
  if (seen !== null) {
    conditions.push(seen.where);
    values.push(...seen.values);
  }
  return readOrderedPage(database.manager, page, {
    from: `FROM ${EXPERIMENTS_NOW} WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ') || 'true'}`,
    values,
    order: [...orderBy.map(({ field, direction }) => ({ ...COLUMNS[field], direction })), NEWEST],
    load: (ids) => loaders.experimentById.loadMany(ids),
  });
}

const COLUMNS: Readonly<Record<ExperimentOrderField, Pick<OrderColumn, 'sql' | 'type'>>> = {
  DISPLAY_NAME: { sql: 'e.display_name', type: 'text' },
  NAME: { sql: 'e.name', type: 'text' },
  CREATED_AT: { sql: 'e.created_at', type: 'moment' },
  UPDATED_AT: { sql: 'e.updated_at', type: 'moment' },
};

const NEWEST: OrderColumn = { sql: 'e.id', type: 'uuid', direction: 'DESC' };

const NOW: NamedThingSql = {
  namespace: 'e.namespace',
  displayName: 'e.display_name',
  isArchived: 'e.is_archived',
  tag: TAG_NOW,
};
