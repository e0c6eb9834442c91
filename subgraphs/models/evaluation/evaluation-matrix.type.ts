import { Field, ObjectType } from 'type-graphql';
import { MetricValue } from '#platform/scalars/scalars.js';
import { MetricDirection } from '#values/metric-direction.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** A metric of versions on one slice. */
@ObjectType({ description: 'A metric of versions on one slice.', simpleResolvers: true })
export class EvaluationMatrixRow {
  @Field(() => String, { nullable: true, description: 'The slice; null is all of the data.' })
  slice: string | null;

  @Field(() => [MetricValue], {
    nullable: 'items',
    description:
      'Its value in the last evaluation of each version on the slice, in the order of `versions`; null where there is none.',
  })
  values: readonly (number | string | null)[];
}

/** A metric of versions, by slice. */
@ObjectType({
  description: 'A metric of versions of a model, by the slices it was evaluated on.',
  simpleResolvers: true,
})
export class EvaluationMatrix {
  @Field(() => [ModelVersion], { description: 'The versions: a column each.' })
  versions: readonly ModelVersionRow[];

  @Field(() => [EvaluationMatrixRow], { description: 'A row for all of the data, then one for each slice, sorted.' })
  rows: readonly EvaluationMatrixRow[];

  @Field(() => MetricDirection, { description: 'Which way the metric gets better, judged by its name.' })
  better: MetricDirection;
}
