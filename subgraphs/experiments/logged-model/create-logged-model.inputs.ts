import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { IdFromElsewhereField } from '#values/id-from-elsewhere.js';
import { IsParameters } from '#values/is-parameters.js';
import { ExperimentField } from '../experiment/experiment-field.js';

/** What `createLoggedModel` takes. */
@InputType({ description: 'A logged model to make: its files may still be on their way.' })
export class CreateLoggedModelInput {
  @ExperimentField()
  experiment: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The run that makes it; of any experiment, and any that you may see: naming it logs nothing to it.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  run?: string | null;

  @Field(() => String, { description: 'A name for people; not unique.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => String, { nullable: true, description: 'What kind of model it is, in the words of its maker.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  modelType?: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: 'Its parameters: a JSON object from names to values; `logLoggedModelParameters` takes more.',
  })
  @IsOptional()
  @IsParameters()
  parameters?: Record<string, unknown> | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags: a JSON object from keys to texts.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its id in the tool it comes from: the same one in the same experiment is the same logged model. Give one to send a call again without making another.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  externalId?: string | null;

  @IdFromElsewhereField('logged model')
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Where its files lie, or will: `s3://models/fraud/m-1`.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  artifactLocation?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made in the tool it comes from.' })
  @IsOptional()
  @HasBeen()
  createdElsewhereAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it in the tool it comes from.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  createdElsewhereBy?: string | null;
}
