import { Field, ObjectType } from 'type-graphql';
import { DateTime, MetricValue, SafeInt } from '#platform/scalars/scalars.js';

/** One measured point. */
@ObjectType({ description: 'A measured value.', simpleResolvers: true })
export class Metric {
  @Field(() => String, { description: 'What was measured: `auc`.' })
  key: string;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number;

  @Field(() => SafeInt, { description: 'The step of training at which it was measured.' })
  step: number;

  @Field(() => DateTime, { description: 'When it was measured, as the run’s own clock says.' })
  timestamp: Date;

  @Field(() => Boolean, {
    description: 'Whether it came after the end of the run, and so stands beside what is sealed.',
  })
  afterEnd?: boolean;
}
