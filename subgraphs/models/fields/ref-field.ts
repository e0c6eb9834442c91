import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';

/** The field of an input that selects something by ref, by name or by id. */
export function RefField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description })(target, key as string);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REF)(target, key);
  };
}

/** The same, of what need not be selected. */
export function OptionalRefField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description })(target, key as string);
    IsOptional()(target, key);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REF)(target, key);
  };
}
