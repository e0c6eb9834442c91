import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import {
  momentIn,
  namesNumbers,
  numberIn,
  numbersIn,
  type PlacedCondition,
  refusalOfOperator,
  refuseValue,
  textIn,
  textsIn,
} from './condition-value.js';

/**
 * The SQL of a comparison of a value with that of a condition; NULL, which finds nothing, where there is no value.
 * @param sql SQL of the value
 * @throws {PedigraphError} BAD_USER_INPUT for an operator or a value that does not fit.
 */
export type Comparison = (sql: string, condition: PlacedCondition, parameters: SqlParameters) => string;

const ORDERED = { EQ: '=', NE: '<>', GT: '>', GE: '>=', LT: '<', LE: '<=' } as const;

/** Of a double. NaN equals NaN, and is neither greater nor less than anything. */
export const comparedNumber: Comparison = (sql, condition, parameters) => {
  const { operator } = condition;
  switch (operator) {
    case 'IN':
      return `${sql} = ANY (${parameters.add(numbersIn(condition).map(String))}::float8[])`;
    case 'NOT_IN':
      return amongNone(sql, `${parameters.add(numbersIn(condition).map(String))}::float8[]`);
    case 'EQ':
    case 'NE':
      return `${sql} ${ORDERED[operator]} ${parameters.add(String(numberIn(condition)))}::float8`;
    case 'GT':
    case 'GE':
    case 'LT':
    case 'LE': {
      const number = numberIn(condition);
      // PostgreSQL has NaN above all numbers.
      const isNumber = Number.isNaN(number) ? 'false' : `${sql} < 'NaN'`;
      return `(${sql} ${ORDERED[operator]} ${parameters.add(String(number))}::float8 AND ${isNumber})`;
    }
    default:
      return comparedPresence(sql, condition) ?? refuse(condition, 'EQ, NE, GT, GE, LT, LE, IN, NOT_IN');
  }
};

/** Of a text that people wrote: with a number as one, where it reads as one. */
export const comparedWord: Comparison = (sql, condition, parameters) => {
  const { operator } = condition;
  if (Object.hasOwn(ORDERED, operator) && (namesNumbers(condition) || !isEquality(operator))) {
    const number = parameters.add(String(numberIn(condition)));
    return `${readAsNumber(sql)} ${ORDERED[operator as keyof typeof ORDERED]} ${number}::numeric`;
  }
  if ((operator === 'IN' || operator === 'NOT_IN') && namesNumbers(condition)) {
    const numbers = `${parameters.add(numbersIn(condition).map(String))}::numeric[]`;
    const number = readAsNumber(sql);
    return operator === 'IN' ? `${number} = ANY (${numbers})` : amongNone(number, numbers);
  }
  return comparedText(sql, condition, parameters);
};

/** Of a text, letter by letter. */
export const comparedText: Comparison = (sql, condition, parameters) => {
  const { operator } = condition;
  switch (operator) {
    case 'EQ':
    case 'NE':
      return `${sql} ${ORDERED[operator]} ${parameters.add(textIn(condition))}::text`;
    case 'LIKE':
    case 'ILIKE':
      return `${sql} ${operator} ${parameters.add(textIn(condition))}::text ESCAPE ''`;
    case 'IN':
      return `${sql} = ANY (${parameters.add(textsIn(condition))}::text[])`;
    case 'NOT_IN':
      return amongNone(sql, `${parameters.add(textsIn(condition))}::text[]`);
    default:
      return comparedPresence(sql, condition) ?? refuse(condition, 'EQ, NE, LIKE, ILIKE, IN, NOT_IN');
  }
};

/** Of a moment, with a moment or with milliseconds since 1970. */
export const comparedMoment: Comparison = (sql, condition, parameters) => {
  const { operator } = condition;
  if (!Object.hasOwn(ORDERED, operator)) {
    return comparedPresence(sql, condition) ?? refuse(condition, 'EQ, NE, GT, GE, LT, LE');
  }
  const sign = ORDERED[operator as keyof typeof ORDERED];
  const moment = momentIn(condition);
  if (moment instanceof Date) return `${sql} ${sign} ${parameters.add(moment)}::timestamptz`;
  return `(extract(epoch FROM ${sql}) * 1000)::float8 ${sign} ${parameters.add(String(moment))}::float8`;
};

/** That there is a value, or none; null for any other operator. */
export function comparedPresence(sql: string, condition: PlacedCondition): string | null {
  if (condition.operator !== 'IS_NULL' && condition.operator !== 'IS_NOT_NULL') return null;
  refuseValue(condition);
  return condition.operator === 'IS_NULL' ? `${sql} IS NULL` : `${sql} IS NOT NULL`;
}

/** That there is a value, and a list does not have it: nothing at all is not among the items of an empty one either. */
function amongNone(sql: string, list: string): string {
  return `(${sql} IS NOT NULL AND ${sql} <> ALL (${list}))`;
}

function isEquality(operator: string): boolean {
  return operator === 'EQ' || operator === 'NE';
}

/**
 * SQL of a text as a decimal number, NULL where it is none. It is as exact as it was written; PostgreSQL's `numeric` has room
 * for every text of that length.
 */
export function readAsNumber(sql: string): string {
  return `CASE WHEN length(${sql}) <= 1000 AND ${sql} ~ '${DECIMAL}' THEN (${sql})::numeric END`;
}

const DECIMAL = '^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?$';

function refuse(condition: PlacedCondition, operators: string): never {
  throw refusalOfOperator(condition, `one of ${operators}, IS_NULL, IS_NOT_NULL`);
}
