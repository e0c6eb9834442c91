import { Field, ObjectType } from 'type-graphql';
import { DateTime, MetricValue, SafeInt } from '#platform/scalars/scalars.js';

/** One measured point of a logged model. */
@ObjectType({ description: 'A value that was measured of a logged model.', simpleResolvers: true })
export class LoggedModelMetric {
  @Field(() => String, { description: 'What was measured: `auc`.' })
  key: string;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number;

  @Field(() => SafeInt, { description: 'The step at which it was measured.' })
  step: number;

  @Field(() => DateTime, { description: 'When it was measured.' })
  timestamp: Date;
}
