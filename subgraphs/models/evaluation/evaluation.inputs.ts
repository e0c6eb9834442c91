import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, MetricValue } from '#platform/scalars/scalars.js';
import { HasBeen, MAX_REF } from '#platform/validation/constraints.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Evaluation, EvaluationMetric } from './evaluation.entity.js';

/** What `recordEvaluation` takes. */
@InputType({ description: 'What was measured of a version after it was registered.' })
export class RecordEvaluationInput {
  @Field(() => String, { description: 'The model version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => [EvaluationMetric], { description: 'What was measured, each key once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ArrayUnique((metric: EvaluationMetric) => metric.key, { message: 'metrics must hold each key once' })
  @ValidateNested({ each: true })
  metrics: EvaluationMetric[];

  @Field(() => String, { nullable: true, description: 'The dataset version it was measured on, by ref.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  dataset?: string | null;

  @Field(() => String, { nullable: true, description: 'The part of the data: `country=DE`; left out: all of it.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  slice?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was measured; now where left out.' })
  @IsOptional()
  @HasBeen()
  evaluatedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @IsOptional()
  @MaxLength(10_000)
  note?: string | null;
}

/** What `recordEvaluation` gives back. */
@ObjectType({ description: 'The evaluation, and what was evaluated.', simpleResolvers: true })
export class RecordEvaluationPayload {
  @Field(() => Evaluation, { description: 'The evaluation.' })
  evaluation: Evaluation;

  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;
}

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
@ObjectType({ description: 'The value a metric has for one version.', simpleResolvers: true })
export class MetricTrendPoint {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => MetricValue, { description: 'The value.' })
  value: number | string;

  @Field(() => MetricSource, { description: 'Where it was measured.' })
  source: MetricSource;

  @Field(() => DateTime, { description: 'When it was measured; of a run, when the version was registered.' })
  at: Date;
}
