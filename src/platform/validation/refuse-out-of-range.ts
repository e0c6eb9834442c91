import { PedigraphError } from '../errors/pedigraph-error.js';

/** A number that a client sent, and what it may be. */
export interface RangedArgument {
  readonly argument: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What to do who wants more than `max`. */
  readonly more?: string | undefined;
}

/**
 * Refuses a number outside of the range that its description names: to give another answer than the one asked for,
 * because it is the nearest that can be given, would be a wrong answer without an error.
 * @throws {PedigraphError} BAD_USER_INPUT.
 */
export function refuseOutOfRange({ argument, value, min, max, more }: RangedArgument): void {
  if (value >= min && value <= max) return;
  const advice = more === undefined ? '' : `; ${more}`;
  throw new PedigraphError('BAD_USER_INPUT', `${argument} must be ${min} to ${max}, but is ${value}${advice}.`, {
    min,
    max,
  });
}
