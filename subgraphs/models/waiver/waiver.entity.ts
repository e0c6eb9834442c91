import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That somebody answers for a version although it does not meet a rule, until a moment. */
@ObjectType({
  description: 'A rule that a version need not meet until a moment, since the person who waived it answers for it.',
  simpleResolvers: true,
})
@Entity('waiver')
export class Waiver {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  @Field(() => String, { description: 'The alias that the rule guards.' })
  @Column('text')
  alias: string;

  @Field(() => String, { description: 'The rule, as a promotion names it: `auc >= 0.9`.' })
  @Column('text')
  rule: string;

  @Field(() => String, { description: 'Why, in the words of who gave it.' })
  @Column('text')
  reason: string;

  @Field(() => DateTime, { description: 'When it ends.' })
  @Column('timestamptz')
  expiresAt: Date;

  @Field(() => DateTime, { description: 'When it was given.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who gave it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
