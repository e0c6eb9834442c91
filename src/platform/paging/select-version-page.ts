import type { EntityManager, ObjectLiteral } from 'typeorm';
import { selectRows } from '../database/rows/select-rows.js';
import { tableName } from '../database/rows/table-name.js';
import type { PageRequest } from './page.js';

/** Whose versions, by the column of their table that holds it. */
export interface VersionsOf {
  /** A constant of the program. */
  readonly column: string;
  readonly id: string;
}

/**
 * Reads a page of a version table (columns `id, version_order`), the highest first: `limit` rows below the version whose
 * id is `after`.
 * @param without as `selectRows` has it
 */
export function selectVersionPage<Row extends ObjectLiteral, Large extends keyof Row & string = never>(
  manager: EntityManager,
  entity: new () => Row,
  { column, id }: VersionsOf,
  { limit, after }: PageRequest,
  without?: readonly Large[],
): Promise<Omit<Row, Large>[]> {
  const table = tableName(manager.dataSource.getMetadata(entity));
  const below = after === null ? '' : ` AND version_order < (SELECT version_order FROM ${table} WHERE id = $3)`;
  const rest = `WHERE ${column} = $1${below} ORDER BY version_order DESC LIMIT $2`;
  return selectRows(manager, entity, rest, [id, limit, ...(after === null ? [] : [after])], without);
}
