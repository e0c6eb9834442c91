import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** What a `totalCount` counts up to: beyond it a filter helps more than a number. */
export const MAX_COUNTED = 10_000;

/** How many rows a query finds, counted up to `MAX_COUNTED`: what a count costs does not grow with the store. */
export async function countRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  rows: SelectQueryBuilder<Row>,
): Promise<number> {
  const [sql, values] = rows.clone().select('1', 'one').limit(MAX_COUNTED).getQueryAndParameters();
  return countOf(manager, sql, values);
}

/** The same of rows as SQL: from `FROM` to the last condition, on `$1`, `$2`, … of `values`. */
export function countFrom(
  manager: EntityManager,
  { from, values }: { readonly from: string; readonly values: readonly unknown[] },
): Promise<number> {
  return countOf(manager, `SELECT ${from} LIMIT ${MAX_COUNTED}`, values);
}

async function countOf(manager: EntityManager, sql: string, values: readonly unknown[]): Promise<number> {
  const [row] = await manager.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM (${sql}) AS counted`, [
    ...values,
  ]);
  return row.count;
}
