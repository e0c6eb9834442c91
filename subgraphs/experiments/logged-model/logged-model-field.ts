import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';

/** The field of an input that selects a logged model. */
export function LoggedModelField(): PropertyDecorator {
  return (target, key) => {
    Field(() => ID, { description: 'The logged model.' })(target, key as string);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REF)(target, key);
  };
}
