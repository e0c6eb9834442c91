import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { MetricValue } from '#platform/scalars/scalars.js';

/** A metric as it is stored: what is not finite is a text, since JSON has no word for it. */
export interface StoredMetric {
  readonly key: string;
  readonly value: number | string;
}

/** A measured value of an evaluation. */
@ObjectType({ description: 'A measured value of an evaluation.', simpleResolvers: true })
@InputType('EvaluationMetricInput', { description: 'A measured value of an evaluation.' })
export class EvaluationMetric {
  @Field(() => String, { description: 'What was measured: `auc`.' })
  @IsNotEmpty()
  @MaxLength(250)
  key: string;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number;
}
