import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';

/** The field of an input that says what a model is to be called. */
export function DisplayNameField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description })(target, key as string);
    IsNotEmpty()(target, key);
    MaxLength(MAX_DISPLAY_NAME)(target, key);
  };
}

/** The same, of what need not be said. */
export function OptionalDisplayNameField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description })(target, key as string);
    IsOptional()(target, key);
    IsNotEmpty()(target, key);
    MaxLength(MAX_DISPLAY_NAME)(target, key);
  };
}
