import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** One move of an alias: a fact that is never changed, only followed by the next. */
@ObjectType({
  description: 'One move of an alias: the version it pointed to from then on, who moved it, and why.',
  simpleResolvers: true,
})
@Entity('alias_change')
export class AliasChange {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelId: string;

  @Column('text')
  modelName: string;

  @Field(() => String, { description: 'The alias that moved.' })
  @Column('text')
  alias: string;

  /** 1, 2, 3, … per model and alias; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Column('uuid', { nullable: true })
  modelVersionId: string | null;

  @Field(() => DateTime, { description: 'From when on it pointed there, as recorded here.' })
  @Column('timestamptz', { name: 'at' })
  validFrom: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it moved in the tool that the move comes from; null for a move that was made here.',
  })
  @Column('timestamptz', { nullable: true })
  movedElsewhereAt: Date | null;

  @Field(() => String, { description: 'Who moved it.' })
  @Column('text', { name: 'by' })
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who moved it.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
