import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { readMoment } from '#platform/scalars/read-moment.js';
import { MetricValue } from '#platform/scalars/scalars.js';
import type { ConditionOperator } from '#values/condition-operator.js';

/** The most values of one list. */
const MAX_VALUES = 1_000;

/** The most characters of one text: no parameter is longer. */
const MAX_TEXT = 10_000;

/** A condition and where it stands: `filter.conditions[2]`. */
export interface PlacedCondition {
  /** What is compared, such as METRIC. */
  readonly subject: string;
  readonly key: string;
  readonly operator: ConditionOperator;
  readonly value?: unknown;
  readonly at: string;
}

/** The moment that a condition names, or its milliseconds since 1970. */
export function momentIn(condition: PlacedCondition): Date | number {
  const { value } = condition;
  if (typeof value === 'number') return value;
  try {
    return readMoment(value);
  } catch {
    throw refusal(condition, 'a moment such as "2026-03-01T10:00:00Z", or milliseconds since 1970');
  }
}

/** The number that a condition names. */
export function numberIn(condition: PlacedCondition): number {
  return asNumber(condition.value, condition);
}

/** The numbers of its list. */
export function numbersIn(condition: PlacedCondition): number[] {
  return listIn(condition).map((item) => asNumber(item, condition));
}

/** The text that a condition names. */
export function textIn(condition: PlacedCondition): string {
  return asText(condition.value, condition);
}

/** The texts of its list. */
export function textsIn(condition: PlacedCondition): string[] {
  return listIn(condition).map((item) => asText(item, condition));
}

/** Whether a condition compares with numbers: with one, or with a list of them. */
export function namesNumbers({ value }: PlacedCondition): boolean {
  return typeof value === 'number' || (Array.isArray(value) && typeof value[0] === 'number');
}

/** Refuses a value where none belongs. */
export function refuseValue(condition: PlacedCondition): void {
  if (condition.value != null) throw refusal(condition, 'left out');
}

/** That an operator does not go with what is compared. */
export function refusalOfOperator({ at, operator, subject, key }: PlacedCondition, operators: string): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `${at}.operator must be ${operators} for the ${subject} ${JSON.stringify(key)}, but is ${operator}.`,
  );
}

function listIn(condition: PlacedCondition): readonly unknown[] {
  const { value } = condition;
  if (!Array.isArray(value) || value.length > MAX_VALUES) throw refusal(condition, `a list of at most ${MAX_VALUES}`);
  return value;
}

function asNumber(value: unknown, condition: PlacedCondition): number {
  try {
    return MetricValue.parseValue(value);
  } catch {
    throw refusal(condition, 'a number, "NaN", "Infinity" or "-Infinity"');
  }
}

function asText(value: unknown, condition: PlacedCondition): string {
  if (typeof value === 'string' && value.length <= MAX_TEXT) return value;
  throw refusal(condition, `a text of at most ${MAX_TEXT} characters`);
}

function refusal({ at, operator, value }: PlacedCondition, expected: string): PedigraphError {
  const came = value === undefined ? 'nothing came' : `${JSON.stringify(value).slice(0, 200)} came`;
  return new PedigraphError('BAD_USER_INPUT', `${at}.value must be ${expected} for ${operator}, but ${came}.`);
}
