import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import type { StoredMetric } from './evaluation-metric.js';

/** A dataset version it was measured on, as it is stored. */
export interface EvaluatedDataset {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
}

/** What was measured of a version after it was registered, on some data or a slice of it. Sealed; the next one follows it. */
@ObjectType({ description: 'What was measured of a model version after it was registered.', simpleResolvers: true })
@Entity('evaluation')
export class Evaluation {
  @Field(() => ID, { description: 'A UUID that never changes.' })
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

  @Field(() => DateTime, { description: 'When it was measured, by the clock of who measured it.' })
  @Column('timestamptz')
  evaluatedAt: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text', { name: 'by' })
  actor: string;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  @Column('text', { nullable: true })
  note: string | null;
}
