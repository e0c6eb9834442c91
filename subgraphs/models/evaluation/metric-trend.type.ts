import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, MetricValue } from '#platform/scalars/scalars.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** Where a value was measured. */
export const MetricSource = { RUN: 'RUN', EVALUATION: 'EVALUATION' } as const;
export type MetricSource = keyof typeof MetricSource;

registerEnumType(MetricSource, {
  name: 'MetricSource',
  description: 'Where a value was measured.',
  valuesConfig: {
    RUN: { description: 'The last value of the run that produced the version.' },
    EVALUATION: { description: 'The last evaluation of the version on that data and slice.' },
  },
});

/** One version's value of a metric. */
@ObjectType({ description: 'The value that a metric has for one version.', simpleResolvers: true })
export class MetricTrendPoint {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number | string;

  @Field(() => MetricSource, { description: 'Where it was measured.' })
  source: MetricSource;

  @Field(() => DateTime, { description: 'When it was measured; of a run, when the version was registered.' })
  createdAt: Date;
}
