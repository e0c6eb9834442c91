import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { ContradictedKind, ContradictionKind } from './contradiction-kind.js';

/**
 * That a source says other than what is known of a version or a run. A fact: what is known stays, and so does this; that
 * it is resolved is another fact.
 */
@ObjectType({
  description:
    'That a source says other than what is known of a version or a run. What is known stays as it is; that the contradiction is resolved is a fact of its own.',
  simpleResolvers: true,
})
@Entity('contradiction')
export class Contradiction {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ContradictionKind, { description: 'How the source contradicts it.' })
  @Column('text')
  kind: ContradictionKind;

  @Field(() => ContradictedKind, { description: 'What is contradicted: a version, or a run.' })
  @Column('text')
  subjectKind: ContradictedKind;

  @Column('uuid')
  subjectId: string;

  @Field(() => String, { description: 'The ref of what is contradicted.' })
  @Column('text')
  subject: string;

  @Field(() => String, { description: 'The source that says other: the URL of a repository, of a tracking server.' })
  @Column('text')
  source: string;

  @Field(() => String, { description: 'Where in the source: `refs/tags/model@v1.0.0`, a run, the URL of a file.' })
  @Column('text')
  place: string;

  @Field(() => String, { nullable: true, description: 'What is known: a commit, a digest.' })
  @Column('text', { nullable: true })
  known: string | null;

  @Field(() => String, { nullable: true, description: 'What the source says now; null where it has nothing there.' })
  @Column('text', { nullable: true })
  found: string | null;

  /** Digest of all above but the id: the same contradiction has the same. */
  @Column('text')
  identity: string;

  /** Which of those of its identity it is, from 1: the one before it was resolved. */
  @Column('integer')
  sequence: number;

  @Field(() => DateTime, { description: 'When it was reported.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who reported it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
