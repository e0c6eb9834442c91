import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { Role } from '#values/role.js';

/** That somebody approved a version, or withdrew that: a fact that the next one of the same person follows. */
@ObjectType({ description: 'That somebody approved a model version.', simpleResolvers: true })
@Entity('approval')
export class Approval {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  /** 1, 2, 3, … per version and person; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  /** False where it was withdrawn. */
  @Column('boolean')
  given: boolean;

  @Field(() => Role, {
    nullable: true,
    description:
      'The strongest role that the approver had on the version at that moment, by which policies count it; null where it was not recorded.',
  })
  @Column('text', { nullable: true })
  role: Role | null;

  @Field(() => String, { nullable: true, description: 'What the approver remarked.' })
  @Column('text', { nullable: true })
  comment: string | null;

  @Field(() => DateTime, { description: 'When it was given.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who approved it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
