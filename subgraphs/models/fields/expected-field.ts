import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { IsVersion } from '#platform/validation/constraints.js';

/**
 * The field `expected` of an input: the version that the caller last saw there (compare-and-set). Left out, nothing is
 * compared; null is "nothing must be there".
 */
export function ExpectedField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description })(target, key as string);
    IsOptional()(target, key);
    IsVersion()(target, key);
  };
}

/**
 * Refuses `expected: null` for what can only be done to an alias that exists: that it must not exist makes no sense.
 * @throws {PedigraphError} BAD_USER_INPUT.
 */
export function refuseExpectedNothing(
  mutation: string,
  { alias, expected }: { readonly alias: string; readonly expected?: string | null | undefined },
): void {
  if (expected !== null) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a version or nothing for expected, but got null, which says that the alias ${alias} must not exist: ${mutation} needs one that does. Give the version it points to, or leave expected out. Nothing was written.`,
  );
}
