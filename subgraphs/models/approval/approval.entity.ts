import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That somebody approved a version, or took it back: a fact that the next one of the same person follows. */
@ObjectType({ description: 'That somebody approved a model version.', simpleResolvers: true })
@Entity('approval')
export class Approval {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  /** 1, 2, 3, … per version and person; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  /** False where it was taken back. */
  @Column('boolean')
  given: boolean;

  @Field(() => String, { nullable: true, description: 'What they said.' })
  @Column('text', { nullable: true })
  comment: string | null;

  @Field(() => DateTime, { description: 'When.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who.' })
  @Column('text')
  by: string;
}
