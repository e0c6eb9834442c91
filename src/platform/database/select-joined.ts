import type { EntityManager, ObjectLiteral } from 'typeorm';
import { readTexts } from './read-texts.js';
import { rowShape } from './row-shape.js';

/** A row's table, and columns of it that stay in the database. */
export interface JoinedTable<Row, Large extends keyof Row & string> {
  readonly entity: new () => Row;
  readonly without: readonly Large[];
}

/**
 * Reads rows and, in the same statement, the one row of another table that belongs to each: null where there is none.
 * @param rest what follows the tables, which are `a` and `b`: `ON b.run_id = a.id WHERE a.id = ANY ($1)`
 */
export async function selectJoined<
  Row extends ObjectLiteral,
  Other extends ObjectLiteral,
  Large extends keyof Row & string,
  OtherLarge extends keyof Other & string,
>(
  manager: EntityManager,
  table: JoinedTable<Row, Large>,
  other: JoinedTable<Other, OtherLarge>,
  rest: string,
  values: readonly unknown[],
): Promise<[Omit<Row, Large>, Omit<Other, OtherLarge> | null][]> {
  const a = rowShape<Omit<Row, Large>>(manager.dataSource.getMetadata(table.entity), table.without);
  const b = rowShape<Omit<Other, OtherLarge>>(manager.dataSource.getMetadata(other.entity), other.without);
  const columns = [...a.columns.map((column) => `a.${column}`), ...b.columns.map((column) => `b.${column}`)];
  const text = `SELECT ${columns.join(', ')} FROM ${a.table} a LEFT JOIN ${b.table} b ${rest}`;
  const rows = await readTexts(manager, text, values);
  const from = a.columns.length;
  // The first column of a table is its key, which is never null.
  return rows.map((row) => [a.read(row.slice(0, from)), row[from] === null ? null : b.read(row.slice(from))]);
}
