import type { Rights } from '#platform/auth/rights.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { OrderColumn } from '#platform/paging/order-column.js';
import { rankOfNumber, rankOfValue, refusalOfOrder } from '../condition/order-rank.js';
import { LAST_MEASURED_FIRST } from '../logged-model-metric/logged-model-metric.repository.js';
import type { LoggedModelOrder } from './logged-model-search.args.js';
import { loggedModelAttribute, parameterSql, tagSql } from './logged-model-sql.js';
import { measuredOn } from './measured-on.js';

/** An order, and the joins to `logged_model m` by which each of its values is read once. */
export interface OrderOfLoggedModels {
  readonly columns: readonly OrderColumn[];
  readonly joins: readonly string[];
}

/**
 * What logged models stand in order of, to the last: among equals the newest, then the one with the lower id.
 * @throws {PedigraphError} BAD_USER_INPUT for one that stands twice, or a dataset of what is no metric.
 */
export function loggedModelOrder(
  orderBy: readonly LoggedModelOrder[],
  parameters: SqlParameters,
  rights: Rights,
): OrderOfLoggedModels {
  const columns: OrderColumn[] = [];
  const joins: string[] = [];
  for (const [index, order] of orderBy.entries()) {
    const at = `orderBy[${index}]`;
    const name = nameOf(order);
    if (columns.some((column) => column.name === name))
      throw refusalOfOrder(index, 'name another subject or key: it is there before');
    if (order.dataset != null && order.subject !== 'METRIC')
      throw refusalOfOrder(index, 'have no dataset: only metrics have one');
    const { sql, type, rank } = orderValue(order, at, { parameters, rights });
    const alias = `o${index}`;
    joins.push(`CROSS JOIN LATERAL (SELECT ${sql} AS value OFFSET 0) ${alias}`);
    columns.push({ sql: `${alias}.value`, type, rank: rank(`${alias}.value`), direction: order.direction, name });
  }
  const isByCreation = columns.some(({ name }) => name === NEWEST.name);
  return {
    columns: [...columns, ...(isByCreation ? [] : [NEWEST]), { sql: 'm.id', type: 'uuid', direction: 'ASC' }],
    joins,
  };
}

const NEWEST = {
  sql: 'm.created_at',
  type: 'moment',
  direction: 'DESC',
  name: nameOf({ subject: 'ATTRIBUTE', key: 'createdAt' }),
} as const satisfies OrderColumn;

/** What is ordered by: the SQL of it, and of its rank, given that of its value. */
interface OrderValue {
  readonly sql: string;
  readonly type: 'text' | 'number' | 'moment';
  readonly rank: (value: string) => string | undefined;
}

function orderValue(
  { subject, key, dataset }: LoggedModelOrder,
  at: string,
  { parameters, rights }: { readonly parameters: SqlParameters; readonly rights: Rights },
): OrderValue {
  switch (subject) {
    case 'METRIC': {
      const on = measuredOn(dataset == null ? [] : [dataset], parameters, rights);
      const sql = `(SELECT p.value FROM logged_model_metric p
        WHERE p.logged_model_id = m.id AND p.key = ${parameters.add(key)}::text AND ${on}
        ORDER BY ${LAST_MEASURED_FIRST} LIMIT 1)`;
      return { sql, type: 'number', rank: rankOfNumber };
    }
    case 'PARAMETER':
      return { sql: parameterSql(key, parameters), type: 'text', rank: rankOfValue };
    case 'TAG':
      return { sql: tagSql(key, parameters), type: 'text', rank: rankOfValue };
    case 'ATTRIBUTE': {
      const { sql, type, always } = loggedModelAttribute(key, at, { rights, parameters });
      return { sql, type, rank: always ? () => undefined : rankOfValue };
    }
  }
}

function nameOf({ subject, key, dataset }: Pick<LoggedModelOrder, 'subject' | 'key' | 'dataset'>): string {
  const on = dataset == null ? '' : ` on ${JSON.stringify([dataset.name, dataset.digest ?? null])}`;
  return `${subject} ${key}${on}`;
}
