import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { QueryValue } from '../grammar/query-node.js';

/** Whether a value is a pattern: `*` in quotes is only a star. */
export function isPattern({ text, literal }: Pick<QueryValue, 'text' | 'literal'>): boolean {
  return !literal && text.includes('*');
}

/** The SQL of "the column is the value, or like it where it is a pattern". `column` is a constant, never input. */
export function textMatch(
  column: string,
  value: Pick<QueryValue, 'text' | 'literal'>,
  parameters: SqlParameters,
): string {
  if (!isPattern(value)) return `${column} = ${parameters.add(value.text)}`;
  return `${column} LIKE ${parameters.add(likePattern(value.text))}`;
}

/** The SQL of "the column begins with the text". */
export function beginsWith(column: string, text: string, parameters: SqlParameters): string {
  return `${column} LIKE ${parameters.add(`${escaped(text)}%`)}`;
}

function likePattern(text: string): string {
  return escaped(text).replaceAll('*', '%');
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
