import type { OrderColumn } from '#platform/paging/order-column.js';
import { rankOfNumber, rankOfValue, refusalOfOrder } from '../condition/order-rank.js';
import { runAttribute } from './run-attributes.js';
import type { RunOrder } from './run-search.args.js';
import type { RunTables } from './run-tables.js';

/**
 * What runs stand in order of, to the last: among equals the one that started last, then the one with the lower id.
 * @throws {PedigraphError} BAD_USER_INPUT for a subject that gives no order, and for one that stands twice.
 */
export function runOrder(orderBy: readonly RunOrder[], tables: RunTables): OrderColumn[] {
  const columns: OrderColumn[] = [];
  for (const [index, order] of orderBy.entries()) {
    const name = nameOf(order);
    if (columns.some((column) => column.name === name)) {
      throw refusalOfOrder(
        index,
        `name another subject or key: ${order.subject} ${JSON.stringify(order.key)} stands before it`,
      );
    }
    columns.push({ ...orderColumn(order, index, tables), direction: order.direction, name });
  }
  const isByStart = columns.some(({ name }) => name === STARTED_LAST.name);
  return [...columns, ...(isByStart ? [] : [STARTED_LAST]), { sql: 'r.id', type: 'uuid', direction: 'ASC' }];
}

const STARTED_LAST = {
  sql: 'r.started_at',
  type: 'moment',
  direction: 'DESC',
  name: nameOf({ subject: 'ATTRIBUTE', key: 'startedAt' }),
} as const satisfies OrderColumn;

function orderColumn(
  { subject, key }: RunOrder,
  index: number,
  tables: RunTables,
): Pick<OrderColumn, 'sql' | 'type' | 'rank'> {
  switch (subject) {
    case 'METRIC': {
      const sql = tables.metric(key);
      return { sql, type: 'number', rank: rankOfNumber(sql) };
    }
    case 'PARAMETER':
      return orNone({ sql: tables.parameter(key), type: 'text' });
    case 'TAG':
      return orNone({ sql: tables.tag(key), type: 'text' });
    case 'ATTRIBUTE': {
      const { sql, type, always } = runAttribute(key, `orderBy[${index}]`);
      const column = { sql: sql(tables), type };
      return always ? column : orNone(column);
    }
    case 'DATASET':
      throw refusalOfOrder(index, 'name a METRIC, PARAMETER, TAG or ATTRIBUTE: a run may read many datasets');
  }
}

/** A value that not every run has. */
function orNone(column: Pick<OrderColumn, 'sql' | 'type'>): Pick<OrderColumn, 'sql' | 'type' | 'rank'> {
  return { ...column, rank: rankOfValue(column.sql) };
}

function nameOf({ subject, key }: Pick<RunOrder, 'subject' | 'key'>): string {
  return `${subject} ${key}`;
}
