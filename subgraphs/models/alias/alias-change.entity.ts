import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One move of an alias: a fact that is never changed, only followed by the next. */
@ObjectType({ description: 'One move of an alias, with its author and time.', simpleResolvers: true })
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

  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who moved it.' })
  @Column('text')
  by: string;

  @Field(() => String, { nullable: true, description: 'Why, in their words.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
