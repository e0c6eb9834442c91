import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import type { SqlParameters } from './sql-parameters.js';

/** A condition on a statement, and the values of its parameters. */
export interface SeenCondition {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** The condition that any row meets. */
export const EVERY_ROW: SeenCondition = { where: 'true', values: [] };

/**
 * The condition that the caller may see what a column names. Nearly always nothing is hidden and the condition is null:
 * then the statement is that of everybody, with its plan.
 * @param column a name or a ref
 * @param first the number of the first of its parameters. @default 1
 */
export function seenCondition({ hidden, shown }: Rights, column: string, first = 1): SeenCondition | null {
  if (hidden.length === 0) return null;
  return { where: seesSql(column, `$${first}::text[]`, `$${first + 1}::text[]`), values: [hidden, shown] };
}

/** The same condition with its values among the parameters of a statement; null where nothing is hidden. */
export function seenAmong(rights: Rights, column: string, parameters: SqlParameters): string | null {
  const seen = seenCondition(rights, column, parameters.values.length + 1);
  parameters.values.push(...(seen?.values ?? []));
  return seen?.where ?? null;
}

/** Adds the same condition to a query, where anything is hidden. */
export function onlySeen<Row extends ObjectLiteral>(
  rows: SelectQueryBuilder<Row>,
  { hidden, shown }: Rights,
  column: string,
): SelectQueryBuilder<Row> {
  if (hidden.length === 0) return rows;
  const where = seesSql(column, 'CAST(:hidden AS text[])', 'CAST(:shown AS text[])');
  return rows.andWhere(where, { hidden, shown });
}

/**
 * The SQL of `sees`: that a column begins with nothing hidden, or with something shown. NULL is seen by nobody.
 * @param hidden the expression of the list of what hidden names begin with
 * @param shown the expression of the list of what names below them begin with that are seen nevertheless
 */
export function seesSql(column: string, hidden: string, shown: string): string {
  return `(NOT ${column} ^@ ANY (${hidden}) OR ${column} ^@ ANY (${shown}))`;
}
