import type { EntityManager, ObjectLiteral } from 'typeorm';
import { selectRows } from '../database/rows/select-rows.js';
import type { PageRequest } from './page.js';

/**
 * Reads a page of a table whose ids are UUIDv7, newest first: `limit` rows behind the id `after`.
 * @param where a condition on `$1`, `$2`, … of `values`
 * @param without as `selectRows` has it
 */
export function selectPage<Row extends ObjectLiteral, Large extends keyof Row & string = never>(
  manager: EntityManager,
  entity: new () => Row,
  { where, values }: { readonly where: string; readonly values: readonly unknown[] },
  { limit, after }: PageRequest,
  without?: readonly Large[],
): Promise<Omit<Row, Large>[]> {
  // A text of its own for the first page: one that fits both would be planned for neither.
  const behind = after === null ? '' : ` AND id < $${values.length + 2}`;
  const rest = `WHERE ${where}${behind} ORDER BY id DESC LIMIT $${values.length + 1}`;
  return selectRows(manager, entity, rest, [...values, limit, ...(after === null ? [] : [after])], without);
}
