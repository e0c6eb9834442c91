import type { EntityManager, ObjectLiteral } from 'typeorm';
import { readTexts } from './read-texts.js';
import { rowShape } from './row-shape.js';

type EntityClass<Row> = new () => Row;

/**
 * Reads rows of an entity's table: `SELECT <its columns> FROM <its table> <rest>`, prepared. The rows are what
 * `manager.find` would return, at a fraction of the cost: no query builder, no hydration, and each column is
 * parsed when somebody looks at it.
 * @param rest what follows the table: `WHERE id = ANY ($1)`. Never put together from values; another table in it is
 *   named with its schema, since the connections for reads outside of transactions have no search path
 * @param without columns that stay in the database: large, seldom asked for, and read by a loader of their own.
 *   A constant array, because it is the key under which the shape of the table is cached
 */
export async function selectRows<Row extends ObjectLiteral, Large extends keyof Row & string = never>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  rest: string,
  values: readonly unknown[],
  without: readonly Large[] = NONE,
): Promise<Omit<Row, Large>[]> {
  const shape = rowShape<Omit<Row, Large>>(manager.dataSource.getMetadata(entity), without);
  const rows = await readTexts(manager, shape.statement(rest), values);
  return rows.map((row) => shape.read(row));
}

const NONE: readonly never[] = [];
