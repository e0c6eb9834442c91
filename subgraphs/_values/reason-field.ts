import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';
import { MAX_REASON } from '#platform/validation/constraints.js';

const DESCRIPTION = 'Why, for those who read the history.';

/** The field of an input that may say why: a text of at most `MAX_REASON` characters, or null. */
export function ReasonField(): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description: DESCRIPTION })(target, key as string);
    IsOptional()(target, key);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REASON)(target, key);
  };
}

/** The same of an input that must say why. */
export function RequiredReasonField(): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description: DESCRIPTION })(target, key as string);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REASON)(target, key);
  };
}
