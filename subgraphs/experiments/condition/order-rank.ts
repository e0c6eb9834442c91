import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** The SQL of the rank of a value, by which what is not there comes last. */
export function rankOfValue(value: string): string {
  return `CASE WHEN ${value} IS NULL THEN 2 ELSE 0 END`;
}

/** The same of a double: NaN comes behind the numbers. */
export function rankOfNumber(value: string): string {
  return `CASE WHEN ${value} = 'NaN' THEN 1 WHEN ${value} IS NULL THEN 2 ELSE 0 END`;
}

/** BAD_USER_INPUT for one of the things that a search is ordered by. */
export function refusalOfOrder(index: number, expected: string): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `orderBy[${index}] must ${expected}.`);
}
