import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';

/** The field of an input that selects an experiment. */
export function ExperimentField(): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description: 'The experiment, by name or by id.' })(target, key as string);
    IsNotEmpty()(target, key);
    MaxLength(MAX_REF)(target, key);
  };
}
