import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That somebody answers for a version although it does not meet a rule, until a moment. */
@ObjectType({
  description: 'That somebody answers for a version although it does not meet a rule, until a moment.',
  simpleResolvers: true,
})
@Entity('waiver')
export class Waiver {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  @Field(() => String, { description: 'The alias it is for.' })
  @Column('text')
  alias: string;

  @Field(() => String, { description: 'The rule, as a promotion names it.' })
  @Column('text')
  rule: string;

  @Field(() => String, { description: 'Why.' })
  @Column('text')
  reason: string;

  @Field(() => DateTime, { description: 'From when on it no longer counts.' })
  @Column('timestamptz')
  expiresAt: Date;

  @Field(() => DateTime, { description: 'When it was given.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who gave it.' })
  @Column('text')
  by: string;
}
