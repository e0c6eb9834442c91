import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { DatasetUseInput } from '#values/dataset-use.input.js';

/** A dataset version that a run reads. */
@InputType({ description: 'A dataset version that a run reads, and what for.' })
export class AddedRunInput extends DatasetUseInput {
  @Field(() => String, {
    nullable: true,
    description: 'What it was read for in the words of the run, beside the role: `training`, `holdout of May`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  context?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags: a JSON object from keys to texts.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;
}

/** What `addRunInputs` takes. */
@InputType({ description: 'Dataset versions and logged models that a run reads.' })
export class AddRunInputsInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => [AddedRunInput], {
    defaultValue: [],
    description: 'The dataset versions it reads, at most 1,000 a call.',
  })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  inputs: AddedRunInput[];

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'The logged models it reads, at most 1,000 a call; of a run that has ended too, for they are beside what is sealed.',
  })
  @ArrayMaxSize(1_000)
  @MaxLength(MAX_REF, { each: true })
  loggedModels: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether a run that has ended takes them too: then they stand beside what is sealed, and its digest stays what it is.',
  })
  afterEnd: boolean;
}
