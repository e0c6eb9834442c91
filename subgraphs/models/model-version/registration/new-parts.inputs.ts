import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsTags } from '#platform/validation/constraints.js';
import { IsParameters } from '#values/is-parameters.js';
import { MetricInput } from '#values/metric.input.js';
import { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import { RegisterEnvironmentVersionInput } from '#values/register-environment-version.input.js';

/** The run that produced a version, registered with it. */
@InputType({
  description:
    'The finished run that produced the version. It has the version’s code, datasets and environment; the same run registered again is one run.',
})
export class NewRunInput {
  @Field(() => String, { description: 'The experiment, by name: `namespace/name`; made if it is new.' })
  @IsName()
  experiment: string;

  @Field(() => String, { description: 'A name for people; not unique.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => JsonObject, { nullable: true, description: 'Its parameters: names to values.' })
  @IsOptional()
  @IsParameters()
  parameters?: Record<string, unknown> | null;

  @Field(() => [MetricInput], { defaultValue: [], description: 'Every point it measured, at most 10,000.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  metrics: MetricInput[];

  @Field(() => JsonObject, { nullable: true, description: 'Tags, by key: `{ "stage": "final" }`.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => DateTime, { nullable: true, description: 'When it started; now where left out.' })
  @IsOptional()
  @HasBeen()
  startedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; now where left out.' })
  @IsOptional()
  @HasBeen()
  endedAt?: Date | null;
}

/** What a version rests on and is not registered yet. */
@InputType({
  description:
    'Parts to register with the version, in one request. All is checked before anything is written; the version comes last, so what fails leaves no version behind.',
})
export class NewPartsInput {
  @Field(() => [RegisterDatasetVersionInput], {
    defaultValue: [],
    description:
      'Dataset versions, sources first. `datasets` of the version and `derivedFrom` of a later one name them by the bare name of the dataset.',
  })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  datasets: RegisterDatasetVersionInput[];

  @Field(() => RegisterEnvironmentVersionInput, {
    nullable: true,
    description: 'The environment it was made in, in place of `environment`.',
  })
  @IsOptional()
  @ValidateNested()
  environment?: RegisterEnvironmentVersionInput | null;

  @Field(() => NewRunInput, { nullable: true, description: 'The run that produced it, in place of `run`.' })
  @IsOptional()
  @ValidateNested()
  run?: NewRunInput | null;
}
