import { Field, ObjectType } from 'type-graphql';
import { DateTime, Json, JsonObject, MetricValue } from '#platform/scalars/scalars.js';
import { ModelVersionStatus } from '#values/model-version-status.js';

/** The value of a metric in a row. */
@ObjectType({ description: 'The value of a metric in a row of a table.', simpleResolvers: true })
export class RowMetric {
  @Field(() => String, { description: 'The metric: `auc`.' })
  key: string;

  @Field(() => MetricValue, {
    nullable: true,
    description: 'Its last value in the run that produced the version; null where it has none.',
  })
  value: number | string | null;
}

/** The value of a parameter in a row. */
@ObjectType({ description: 'The value of a parameter in a row of a table.', simpleResolvers: true })
export class RowParameter {
  @Field(() => String, { description: 'The parameter: `learning_rate`.' })
  key: string;

  @Field(() => Json, {
    nullable: true,
    description: 'Its value in the run that produced the version; null where it has none.',
  })
  value: unknown;
}

/** One version as a flat row. */
@ObjectType('ModelVersionRow', { description: 'One version as a row of a table.', simpleResolvers: true })
export class VersionRow {
  @Field(() => String, { description: 'Its SemVer version.' })
  version: string;

  @Field(() => String, { description: 'Name and version: `fraud/detector@1.4.0`.' })
  ref: string;

  @Field(() => DateTime, { description: 'When it was registered.' })
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  createdBy: string;

  @Field(() => ModelVersionStatus, { description: 'Its status now.' })
  status: ModelVersionStatus;

  @Field(() => [RowMetric], { description: 'A value for each metric that was asked for, in that order.' })
  metrics: readonly RowMetric[];

  @Field(() => [RowParameter], { description: 'A value for each parameter that was asked for, in that order.' })
  parameters: readonly RowParameter[];

  @Field(() => JsonObject, {
    description:
      'The same values by the names of the columns, as `runTable` names them: `{ "metric.auc": 0.9, "parameter.depth": 6 }`.',
  })
  values: () => Readonly<Record<string, unknown>>;
}
