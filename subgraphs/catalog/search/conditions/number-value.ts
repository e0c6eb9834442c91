import { queryError, quoted } from '../grammar/query-error.js';
import type { QueryValue } from '../grammar/query-node.js';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;

/** The number a value spells; null where it spells none. */
export function numberIn({ text }: QueryValue): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

/** @throws {PedigraphError} BAD_USER_INPUT where the value is no number. */
export function numberOf(value: QueryValue, of: string): number {
  const number = numberIn(value);
  if (number === null)
    throw queryError(`a number for ${of}, such as 0.93 or 1e-4`, `${quoted(value.text)} came`, value.column);
  return number;
}
