import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { CodeVersionInput } from '#values/code-version.js';
import { DatasetUseInput } from '#values/dataset-use.input.js';
import { IsParameters } from '#values/is-parameters.js';
import { Run } from './run.entity.js';

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

  @Field(() => JsonObject, { nullable: true, description: 'Words to words.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => DateTime, { nullable: true, description: 'When it started; now where left out.' })
  @IsOptional()
  @HasBeen()
  startedAt?: Date | null;
}

/** What `startRun` gives back. */
@ObjectType({ description: 'The run, and whether this call made it.', simpleResolvers: true })
export class StartRunPayload {
  @Field(() => Boolean, { description: 'False where the same `externalId` was there before.' })
  created: boolean;

  @Field(() => Run, { description: 'The run.' })
  run: Run;
}

/** A run that changed. */
@ObjectType({ description: 'The run as it is now.', simpleResolvers: true })
export class RunPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;
}

/** How much was taken. */
@ObjectType({ description: 'How much of what was sent is stored now.', simpleResolvers: true })
export class LogPayload {
  @Field(() => Int, {
    description:
      'How many of the parameters or points of the call are stored now, each counted once, those that were there before included.',
  })
  accepted: number;
}
