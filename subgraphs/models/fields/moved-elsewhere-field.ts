import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { HasBeen } from '#platform/validation/constraints.js';

const DESCRIPTION =
  'When it moved in the tool that the move comes from, such as by a tag in Git; `effectiveAt` finds it by that moment, `asOf` by when it was recorded here.';

/** The field of an input that takes over a move: when that was made elsewhere. */
export function MovedElsewhereField(): PropertyDecorator {
  return (target, key) => {
    Field(() => DateTime, { nullable: true, description: DESCRIPTION })(target, key as string);
    IsOptional()(target, key);
    HasBeen()(target, key);
  };
}
