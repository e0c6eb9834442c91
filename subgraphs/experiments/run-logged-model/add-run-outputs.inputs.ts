import { ArrayMaxSize, ArrayNotEmpty, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { LoggedModelField } from '../logged-model/logged-model-field.js';

/** A logged model that a run made. */
@InputType({ description: 'A logged model that a run made, and when.' })
export class RunOutputInput {
  @LoggedModelField()
  loggedModel: string;

  @Field(() => SafeInt, { defaultValue: 0, description: 'The step of training at which it was made.' })
  step: number;
}

/** What `addRunOutputs` takes. */
@InputType({ description: 'Logged models that a run made.' })
export class AddRunOutputsInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => [RunOutputInput], { description: 'What it made, at most 1,000 a call.' })
  @ArrayNotEmpty({ message: 'loggedModels must name at least one logged model' })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  loggedModels: RunOutputInput[];
}
