import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { CodeVersionInput } from '#values/code-version.js';
import { DatasetUseInput } from '#values/dataset-use.input.js';
import { IdFromElsewhereField } from '#values/id-from-elsewhere.js';
import { IsParameters } from '#values/is-parameters.js';

/** What `startRun` takes. */
@InputType({ description: 'A run to start.' })
export class StartRunInput {
  @Field(() => String, { description: 'The experiment: `namespace/name`; made if it is new.' })
  @IsName()
  experiment: string;

  @Field(() => String, { description: 'A name for people; not unique.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its id in the tool it comes from; the same one in the same experiment is the same run. Give one to send a call again without starting another run.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  externalId?: string | null;

  @IdFromElsewhereField('run')
  id?: string | null;

  @Field(() => CodeVersionInput, { nullable: true, description: 'The commit that runs.' })
  @IsOptional()
  @ValidateNested()
  code?: CodeVersionInput | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: 'Parameters known at the start; `logParameters` takes more.',
  })
  @IsOptional()
  @IsParameters()
  parameters?: Record<string, unknown> | null;

  @Field(() => [DatasetUseInput], { defaultValue: [], description: 'The dataset versions it reads.' })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  inputs: DatasetUseInput[];

  @Field(() => String, { nullable: true, description: 'The environment version it runs in, by ref.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  environment?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags: a JSON object from keys to texts.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The run in which it is started, such as a search of which it is one try; of any experiment.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  parent?: string | null;

  @Field(() => String, { nullable: true, description: 'Who runs it, where that is not who records it.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  user?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it started; now where left out.' })
  @IsOptional()
  @HasBeen()
  startedAt?: Date | null;
}
