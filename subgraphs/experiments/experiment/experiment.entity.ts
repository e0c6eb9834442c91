import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** A name under which runs are tracked. */
@ObjectType({ implements: Node, description: 'A series of runs towards one question.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@Entity('experiment')
export class Experiment {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Its name with its namespace, which never changes: `fraud/baseline`.' })
  @Column('text')
  name: string;

  @Field(() => DateTime, { description: 'When it was made: by `createExperiment`, or as its first run was started.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who made it.' })
  @Column('text')
  createdBy: string;

  @Field(() => String, { nullable: true, description: 'What it is about, as given when it was made.' })
  @Column('text', { nullable: true })
  description: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the files of its runs lie, as given when it was made: `s3://models/fraud`.',
  })
  @Column('text', { nullable: true })
  artifactLocation: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its id in the tool it came from: `mlflow:12`; unique in its namespace.',
  })
  @Column('text', { nullable: true })
  externalId: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made in the tool it came from.' })
  @Column('timestamptz', { nullable: true })
  createdElsewhereAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it in the tool it came from.' })
  @Column('text', { nullable: true })
  createdElsewhereBy: string | null;
}
