import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { IsTags, MAX_REF } from '#platform/validation/constraints.js';
import { IsParameters } from '#values/is-parameters.js';
import { MeasuredMetricInput } from '../logged-model-metric/logged-model-metric.inputs.js';
import { MAX_POINTS } from '../metric-log/log-metrics.inputs.js';

/** A point of a run, and of a logged model. */
@InputType({ description: 'A value that a run measured, of a logged model where it names one.' })
export class BatchMetricInput extends MeasuredMetricInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The logged model that was measured: it has the point, too, and on which dataset it was measured.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  loggedModel?: string | null;
}

/** What `logBatch` takes. */
@InputType({ description: 'What a run measured, was given and is tagged with, all at once.' })
export class LogBatchInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => [BatchMetricInput], { defaultValue: [], description: `The points, at most ${MAX_POINTS} a call.` })
  @ArrayMaxSize(MAX_POINTS)
  @ValidateNested({ each: true })
  metrics: BatchMetricInput[];

  @Field(() => JsonObject, { nullable: true, description: 'The parameters: a JSON object from names to values.' })
  @IsOptional()
  @IsParameters()
  parameters?: Record<string, unknown> | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags to set, by key.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to take points and parameters of a run that has ended, too: they are stored beside what is sealed, and marked so.',
  })
  afterEnd: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to take what is logged to a run that is archived, too.',
  })
  whileArchived: boolean;
}
