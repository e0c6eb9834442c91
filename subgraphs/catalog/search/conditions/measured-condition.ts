import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { queryError } from '../grammar/query-error.js';
import type { Comparison, QueryTerm } from '../grammar/query-node.js';
import type { Membership } from './membership.js';
import { numberIn, numberOf } from './number-value.js';
import { boundsOf } from './test-parts.js';
import { textMatch } from './text-match.js';

const ASPECT_COLUMN = { last: 'last', min: 'low', max: 'high' } as const;

/** The SQL of a term about a metric. NaN is neither greater nor less than anything. */
export function metricCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { key, aspect, test } = term;
  if (isAnything(term)) return having('search_metric', key, 'true', parameters);
  const alternatives = boundsOf(test).map((bounds) => {
    const conditions = bounds.map((comparison) => {
      const column = ASPECT_COLUMN[aspect === 'best' ? bestOf(comparison, term) : aspect];
      return compared(column, comparison, numberOf(comparison.value, `metric.${key}`), parameters);
    });
    return conditions.join(' AND ');
  });
  return having('search_metric', key, alternatives.map((condition) => `(${condition})`).join(' OR '), parameters);
}

/** The SQL of a term about a parameter: as a number where the value is one, as a text elsewhere. */
export function parameterCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { key, test } = term;
  if (isAnything(term)) return having('search_parameter', key, 'true', parameters);
  const alternatives = boundsOf(test).map((bounds) => {
    const conditions = bounds.map((comparison) => {
      const { operator, value } = comparison;
      const number = numberIn(value);
      if (number !== null && !value.literal) return compared('number', comparison, number, parameters);
      if (operator === '=') return textMatch('text', value, parameters);
      if (operator === '!=') return `NOT (${textMatch('text', value, parameters)})`;
      return compared('number', comparison, numberOf(value, `parameter.${key}`), parameters);
    });
    return conditions.join(' AND ');
  });
  return having('search_parameter', key, alternatives.map((condition) => `(${condition})`).join(' OR '), parameters);
}

function having(
  table: 'search_metric' | 'search_parameter',
  key: string | null,
  condition: string,
  parameters: SqlParameters,
): Membership {
  const held = `key = ${parameters.add(key)} AND (${condition})`;
  return {
    column: 'd.id',
    members: `SELECT document_id AS id FROM ${table} WHERE ${held}`,
    test: `EXISTS (SELECT FROM ${table} WHERE document_id = d.id AND ${held} OFFSET 0)`,
    negated: false,
  };
}

function isAnything({ test }: QueryTerm): boolean {
  return test.type === 'compare' && test.operator === '=' && test.value.text === '*' && !test.value.literal;
}

function compared(column: string, { operator }: Comparison, number: number, parameters: SqlParameters): string {
  const value = `${parameters.add(number)}::float8`;
  if (operator === '!=') return `${column} <> ${value}`;
  return `${column} ${operator} ${value}${operator.startsWith('>') ? ` AND ${column} < 'NaN'` : ''}`;
}

/** What was best is the highest for who asks for more, and the lowest for who asks for less. */
function bestOf({ operator }: Comparison, { key, column }: QueryTerm): 'min' | 'max' {
  if (operator.startsWith('>')) return 'max';
  if (operator.startsWith('<')) return 'min';
  throw queryError(
    `> >= < or <= for metric.${key}.best, for what is best depends on the direction (.min and .max do not)`,
    `${operator} came`,
    column,
  );
}
