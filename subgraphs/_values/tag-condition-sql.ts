import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { TagCondition } from './tag-condition.input.js';

/**
 * The SQL of a condition on a tag.
 * @param current SQL of the value that the tag has now; NULL where there is none
 * @param parameter adds a parameter to the statement and returns its place, such as `$3`
 * @throws {PedigraphError} BAD_USER_INPUT where there is nothing to compare with.
 */
export function tagConditionSql(
  { key, operator, value }: TagCondition,
  current: string,
  parameter: (value: string) => string,
): string {
  if (operator === 'IS_NULL') return `${current} IS NULL`;
  if (operator === 'IS_NOT_NULL') return `${current} IS NOT NULL`;
  if (value == null) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a value for the tag ${JSON.stringify(key)}, which is compared by ${operator}, but got none: give one, or ask with IS_NULL or IS_NOT_NULL.`,
    );
  }
  if (operator === 'EQ') return `${current} = ${parameter(value)}`;
  if (operator === 'NE') return `${current} <> ${parameter(value)}`;
  // No character escapes another, as in MLflow's database.
  return `${current} ${operator} ${parameter(value)} ESCAPE ''`;
}
