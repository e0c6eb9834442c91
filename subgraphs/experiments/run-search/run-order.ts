import type { OrderColumn } from '#platform/paging/order-column.js';
import type { MetricAspect } from '#values/metric-aspect.js';
import { readAsNumber } from '../condition/compared-value.js';
import { rankOfNumber, rankOfValue, refusalOfOrder } from '../condition/order-rank.js';
import { runAttribute } from './run-attributes.js';
import type { RunOrder } from './run-search.args.js';
import type { RunTables } from './run-tables.js';

/** What runs stand in order of. */
export type Order = RunOrder & {
  /** Which value of a metric. @default last */
  readonly aspect?: MetricAspect;
  /** Whether parameters and tags that read as numbers stand in order of these, before all others. @default false */
  readonly numbersFirst?: boolean;
};

type Column = Pick<OrderColumn, 'sql' | 'type' | 'rank'>;

/**
 * What runs stand in order of, to the last: among equals the one that started last, then the one with the lower id.
 * @throws {PedigraphError} BAD_USER_INPUT for a subject that gives no order, and for one that stands twice.
 */
export function runOrder(orderBy: readonly Order[], tables: RunTables): OrderColumn[] {
  const columns: OrderColumn[] = [];
  for (const [index, order] of orderBy.entries()) {
    const name = nameOf(order);
    if (columns.some((column) => column.name === name)) {
      throw refusalOfOrder(
        index,
        `name another subject or key: ${order.subject} ${JSON.stringify(order.key)} stands before it`,
      );
    }
    const { direction } = order;
    columns.push(...orderColumns(order, index, tables).map((column) => ({ ...column, direction, name })));
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

function orderColumns(order: Order, index: number, tables: RunTables): Column[] {
  const { subject, key, aspect = 'last', numbersFirst = false } = order;
  switch (subject) {
    case 'METRIC': {
      const sql = tables.metric(key, aspect);
      return [{ sql, type: 'number', rank: rankOfNumber(sql) }];
    }
    case 'PARAMETER':
      return wordColumns(tables.parameter(key), numbersFirst);
    case 'TAG':
      return wordColumns(tables.tag(key), numbersFirst);
    case 'ATTRIBUTE': {
      const { sql, type, always } = runAttribute(key, `orderBy[${index}]`);
      const column = { sql: sql(tables), type };
      return [always ? column : orNone(column)];
    }
    case 'DATASET':
      throw refusalOfOrder(index, 'name a METRIC, PARAMETER, TAG or ATTRIBUTE: a run may read many datasets');
  }
}

/** A text that people wrote; where numbers go first, two texts of one number stand as texts. */
function wordColumns(sql: string, numbersFirst: boolean): Column[] {
  const words = orNone({ sql, type: 'text' });
  return numbersFirst ? [orNone({ sql: readAsNumber(sql), type: 'decimal' }), words] : [words];
}

/** A value that not every run has. */
function orNone(column: Column): Column {
  return { ...column, rank: rankOfValue(column.sql) };
}

function nameOf({ subject, key, aspect = 'last', numbersFirst = false }: Omit<Order, 'direction'>): string {
  return [subject, ...(aspect === 'last' ? [] : [aspect]), ...(numbersFirst ? ['numbers'] : []), key].join(' ');
}
