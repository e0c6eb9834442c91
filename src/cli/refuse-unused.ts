import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * Refuses options that would do nothing: whoever gives a guard or a reason relies on it.
 * @param where beside what they do nothing: `without --end`
 * @throws {PedigraphError} BAD_USER_INPUT
 */
export function refuseUnused<Options>(
  options: Options,
  names: readonly (keyof Options & string)[],
  where: string,
): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new PedigraphError('BAD_USER_INPUT', `--${given} does nothing ${where}: leave it out. Nothing was sent.`);
}
