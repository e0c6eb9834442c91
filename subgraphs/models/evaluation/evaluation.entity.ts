import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, MetricValue } from '#platform/scalars/scalars.js';

/** A metric as it is stored: what is not finite is a text, since JSON has no word for it. */
export interface StoredMetric {
  readonly key: string;
  readonly value: number | string;
}

/** A dataset version it was measured on, as it is stored. */
export interface EvaluatedDataset {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
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

/** A version judged after the fact, on some data or a slice of it; never changed, only followed by the next. */
@ObjectType({ description: 'A model version judged after the fact.', simpleResolvers: true })
@Entity('evaluation')
export class Evaluation {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  @Column('jsonb', { nullable: true })
  datasetPin: EvaluatedDataset | null;

  @Field(() => String, { nullable: true, description: 'The part of the data: `country=DE`; null is all of it.' })
  @Column('text', { nullable: true })
  slice: string | null;

  @Column('jsonb')
  metrics: readonly StoredMetric[];

  @Field(() => DateTime, { description: 'When it was measured, as its own clock says.' })
  @Column('timestamptz')
  evaluatedAt: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text')
  by: string;

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @Column('text', { nullable: true })
  note: string | null;
}
