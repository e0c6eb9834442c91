import { Field, ID, ObjectType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';
import { Metric } from '../metric/metric.type.js';
import type { Run } from '../run/run.entity.js';

/** One metric of one run, thinned out to be drawn. */
@ObjectType({ description: 'One metric of one run, thinned out to be drawn.', simpleResolvers: true })
export class MetricSeries {
  @Field(() => ID, { description: 'The run, as it was asked for.' })
  run: string;

  of: Run | null;

  @Field(() => String, { description: 'The metric.' })
  key: string;

  @Field(() => SafeInt, { description: 'How many points the run has of it.' })
  total: number;

  @Field(() => [Metric], {
    description: 'By step: the first and the last point, and of each stretch between them the lowest and the highest.',
  })
  points: readonly Metric[];
}
