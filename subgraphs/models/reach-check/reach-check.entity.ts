import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { ReachAnswer } from './reach-answer.js';

/** What was found at one place. */
@ObjectType({ description: 'Whether one part of a version is still where it was.', simpleResolvers: true })
export class ReachedPlace {
  @Field(() => String, { description: 'Where: the URI of a file, or the repository and the commit.' })
  place: string;

  @Field(() => String, {
    nullable: true,
    description: 'The file that lies there, by its path within the version; null where the check did not say.',
  })
  path?: string | null;

  @Field(() => ReachAnswer, { description: 'Whether it is there.' })
  answer: ReachAnswer;

  @Field(() => String, { description: 'What was found, in words.' })
  reason: string;
}

/** That somebody looked whether the code and the files of a version are still where it says. Sealed; the next one follows it. */
@ObjectType({
  description:
    'That somebody looked, with credentials of their own, whether the code and the files of a version are still where it says.',
  simpleResolvers: true,
})
@Entity('reach_check')
export class ReachCheck {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  modelVersionId: string;

  @Field(() => ReachAnswer, {
    description:
      'NO where a part of the version is at none of its places, YES where every part is at one of them, UNKNOWN else.',
  })
  @Column('text')
  answer: ReachAnswer;

  @Field(() => [ReachedPlace], { description: 'Each place that was asked.' })
  @Column('jsonb')
  places: readonly ReachedPlace[];

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who looked.' })
  @Column('text', { name: 'by' })
  actor: string;
}
