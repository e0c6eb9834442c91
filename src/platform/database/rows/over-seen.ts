import type { Rights } from '#platform/auth/rights.js';
import { seesSql } from './seen-condition.js';

/** A statement and its values. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** What a query for what is seen is made of. */
export interface SeenSql {
  /** The SQL of "the caller sees the thing of this name"; NULL is seen by nobody. */
  readonly sees: (name: string) => string;
  /** The expression of what hidden names begin with. */
  readonly hidden: string;
  /** The expression of what names below them begin with that are seen nevertheless. */
  readonly shown: string;
}

/** A table as a caller with hidden names sees it. */
export interface SeenTable {
  /** The name of the table, under which the statement finds it. */
  readonly name: string;
  /** The query for what is seen of it. */
  readonly query: (sql: SeenSql) => string;
}

/**
 * Puts tables of the same names before a statement, of which each holds only what the caller sees: PostgreSQL looks a
 * name up among the common table expressions first, so no part of the statement can read past them. A table may be
 * made of those before it. The statement of a caller from whom nothing is hidden stays as it is.
 * @param statement names its tables without their schema
 */
export function overSeen(
  { text, values }: Statement,
  { hidden, shown }: Rights,
  tables: readonly SeenTable[],
): Statement {
  if (hidden.length === 0) return { text, values };
  const [hiddenSql, shownSql] = [`$${values.length + 1}::text[]`, `$${values.length + 2}::text[]`];
  const sql = { hidden: hiddenSql, shown: shownSql, sees: (name: string) => seesSql(name, hiddenSql, shownSql) };
  const seen = tables.map(({ name, query }) => `${name} AS NOT MATERIALIZED (${query(sql)})`);
  return { text: behind(seen.join(', '), text), values: [...values, hidden, shown] };
}

/**
 * The statement behind common table expressions. Its own follow them, so that its order stays; recursive ones stand in a
 * part of their own, for beside these a table of the same name would be read as itself.
 */
function behind(tables: string, text: string): string {
  const [, first, rest] = /^\s*(WITH(?: RECURSIVE)?)\b(.*)$/s.exec(text) ?? [];
  if (first === undefined) return `WITH ${tables} ${text}`;
  return first === 'WITH' ? `WITH ${tables}, ${rest}` : `WITH ${tables} SELECT * FROM (${text}) AS recursive_part`;
}
