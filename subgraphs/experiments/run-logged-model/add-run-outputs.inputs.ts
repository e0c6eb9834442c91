import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
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
@InputType({ description: 'Logged models and dataset versions that a run made.' })
export class AddRunOutputsInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => [RunOutputInput], {
    defaultValue: [],
    description: 'The logged models that it made, at most 1,000 a call.',
  })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  loggedModels: RunOutputInput[];

  @Field(() => [String], {
    defaultValue: [],
    description:
      'The dataset versions that it made, by ref, at most 1,000 a call. One that other runs made as well, with the same content, is the output of each.',
  })
  @ArrayMaxSize(1_000)
  @MaxLength(MAX_REF, { each: true })
  datasetVersions: string[];
}
