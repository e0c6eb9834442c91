import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That an alias went back. It is a move of the alias too, and has that move's id. */
@ObjectType({ description: 'One rollback: an alias that went back to an earlier version.', simpleResolvers: true })
@Entity('rollback')
export class Rollback {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  @Field(() => String, { description: 'The alias that went back.' })
  @Column('text')
  alias: string;

  @Column('uuid')
  fromVersionId: string;

  @Column('uuid')
  toVersionId: string;

  @Field(() => DateTime, { description: 'When it was rolled back.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who rolled it back.' })
  @Column('text', { name: 'by' })
  actor: string;

  @Field(() => String, { description: 'Why, in the words of who rolled it back.' })
  @Column('text')
  reason: string;

  @Field(() => Float, {
    description: 'How many seconds the alias had pointed to the version it left: how long users had to live with it.',
  })
  @Column('double precision', { name: 'seconds' })
  durationSeconds: number;
}
