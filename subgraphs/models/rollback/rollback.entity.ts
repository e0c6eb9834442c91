import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That an alias went back. It is a move of the alias too, and has that move's id. */
@ObjectType({ description: 'One return of an alias to a version from before.', simpleResolvers: true })
@Entity('rollback')
export class Rollback {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
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

  @Field(() => DateTime, { description: 'When.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who did it.' })
  @Column('text')
  by: string;

  @Field(() => String, { description: 'Why, in their words.' })
  @Column('text')
  reason: string;

  @Field(() => Float, {
    description: 'How long the alias had stood at the version it left, in seconds: how long users had to live with it.',
  })
  @Column('double precision')
  seconds: number;
}
