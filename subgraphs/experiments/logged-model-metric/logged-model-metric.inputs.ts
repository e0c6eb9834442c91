import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { MetricInput } from '#values/metric.input.js';
import { LoggedModelField } from '../logged-model/logged-model-field.js';
import { MAX_POINTS } from '../metric-log/log-metrics.inputs.js';

/** A point that may say on which dataset it was measured, in words. */
@InputType()
export abstract class MeasuredMetricInput extends MetricInput {
  @Field(() => String, {
    nullable: true,
    description:
      'What the dataset is called on which the logged model was measured, in the words of whoever measured: pinned where the run read a dataset version of this name and `datasetDigest`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  datasetName?: string | null;

  @Field(() => String, { nullable: true, description: 'The digest of that dataset, in the same words.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  datasetDigest?: string | null;
}

/** A point of a logged model to store. */
@InputType({ description: 'A value that was measured of a logged model.' })
export class LoggedModelMetricInput extends MeasuredMetricInput {
  @Field(() => String, {
    nullable: true,
    description: 'The dataset version on which it was measured, by ref, in place of words; it is pinned.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  dataset?: string | null;
}

/** What `logLoggedModelMetrics` takes. */
@InputType({ description: 'Values that were measured of a logged model.' })
export class LogLoggedModelMetricsInput {
  @LoggedModelField()
  loggedModel: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The run that measured them, where one did; any that you may see: naming it logs nothing to it.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  run?: string | null;

  @Field(() => [LoggedModelMetricInput], { description: `The points, at most ${MAX_POINTS} a call.` })
  @ArrayMaxSize(MAX_POINTS)
  @ValidateNested({ each: true })
  metrics: LoggedModelMetricInput[];
}
