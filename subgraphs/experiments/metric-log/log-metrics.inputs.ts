import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { MetricInput } from '#values/metric.input.js';

/** The most points one call takes. */
export const MAX_POINTS = 1_000;

/** What `logMetrics` takes. */
@InputType({ description: 'Values that a run measured.' })
export class LogMetricsInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;

  @Field(() => [MetricInput], { description: `The points, at most ${MAX_POINTS} a call.` })
  @ArrayMaxSize(MAX_POINTS)
  @ValidateNested({ each: true })
  metrics: MetricInput[];
}
