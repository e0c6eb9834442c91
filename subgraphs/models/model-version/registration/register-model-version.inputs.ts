import { ArrayMaxSize, IsNotEmpty, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime, Json, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsTags, IsVersion, MAX_REF, MaxJsonBytes } from '#platform/validation/constraints.js';
import { OptionalRefField } from '#subgraphs/models/fields/ref-field.js';
import { ArtifactInput } from '#values/artifact.js';
import { CodeVersionInput } from '#values/code-version.js';
import { DatasetUseInput } from '#values/dataset-use.input.js';
import { BuildInput } from './build.inputs.js';
import { NewPartsInput } from './new-parts.inputs.js';

/** What `registerModelVersion` takes. */
@InputType({
  description:
    'A model version to register: code, data, configuration and environment as one unit. The same content again is the same version.',
})
export class RegisterModelVersionInput {
  @Field(() => String, { description: 'The model, by name: `namespace/name`; made if it is new.' })
  @IsName()
  model: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version to register under; derived where left out. It is at least the derived one, or goes on with an older line: 1.4.1 beside 2.0.0 where it is no more than a PATCH of the highest 1.4.x, 1.5.0 where it is no more than a MINOR of the highest 1.x. The first one is any.',
  })
  @IsOptional()
  @IsVersion()
  version?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether another registry, such as Git by its tags, gave `version` long ago: it is taken as it is where it is free, however much changed. Only with `version` and `createdElsewhereAt`.',
  })
  versionGivenElsewhere: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The number another registry gave it, such as MLflow: digits. Each number has a version of its own: where the same content is registered under another one, or without, the number is part of what is sealed.',
  })
  @IsOptional()
  @Matches(/^\d{1,9}$/, { message: 'externalVersion must be a whole number of at most nine digits' })
  externalVersion?: string | null;

  @Field(() => String, { nullable: true, description: 'The kind of model. Another one than before makes a MAJOR.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  architecture?: string | null;

  @Field(() => CodeVersionInput, { nullable: true, description: 'The commit it was made from.' })
  @IsOptional()
  @ValidateNested()
  code?: CodeVersionInput | null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'What the commit of `code` does not contain, a file each: `train.py (changed)`. `reproducibility { missing }` names it; it is not part of the digest. Only where `code` is `dirty`.',
  })
  @ArrayMaxSize(1_000)
  @IsNotEmpty({ each: true })
  @MaxLength(1_000, { each: true })
  uncommitted: string[];

  @Field(() => Json, { nullable: true, description: 'Its configuration: any JSON up to 1 MB.' })
  @MaxJsonBytes(1_000_000)
  config?: unknown;

  @Field(() => [ArtifactInput], { defaultValue: [], description: 'Its files.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  artifacts: ArtifactInput[];

  @Field(() => [DatasetUseInput], {
    defaultValue: [],
    description: 'The dataset versions it rests on; those in `parts` by the bare name of the dataset.',
  })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  datasets: DatasetUseInput[];

  @OptionalRefField('The environment version it was made in, by ref.')
  environment?: string | null;

  @Field(() => ID, { nullable: true, description: 'The run that produced it, by id.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  run?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The logged model that is registered, by id: its digest, where it is READY, is part of what is sealed. Its files are not taken over: name them in `artifacts`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  loggedModel?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'The model versions it was fine-tuned from, by ref.' })
  @ArrayMaxSize(100)
  @MaxLength(MAX_REF, { each: true })
  parents: string[];

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or more.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags, by key: `{ "stage": "final" }`.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The key of a tag to set to the verdict on whether it can be made again, as `reproducibility { verdict }` has it: for tools that read tags alone.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(250)
  verdictTag?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made in the tool it comes from; beside what is sealed.',
  })
  @IsOptional()
  @HasBeen()
  createdElsewhereAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it there; beside what is sealed.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  createdElsewhereBy?: string | null;

  @Field(() => NewPartsInput, {
    nullable: true,
    description: 'Dataset versions, environment and run to register in the same request.',
  })
  @IsOptional()
  @ValidateNested()
  parts?: NewPartsInput | null;

  @Field(() => BuildInput, { nullable: true, description: 'The build that registers it.' })
  @IsOptional()
  @ValidateNested()
  build?: BuildInput | null;
}
