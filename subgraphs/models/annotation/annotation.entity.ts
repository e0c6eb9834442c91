import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, Json } from '#platform/scalars/scalars.js';

/** The kind of an annotation. */
export const Facet = { TAG: 'TAG', NOTE: 'NOTE', OWNERS: 'OWNERS', DESCRIPTION: 'DESCRIPTION' } as const;
export type Facet = keyof typeof Facet;

registerEnumType(Facet, {
  name: 'AnnotationFacet',
  description: 'The kind of an annotation.',
  valuesConfig: {
    TAG: { description: 'A tag: a text under a key.' },
    NOTE: { description: 'A note; notes are added, never removed.' },
    OWNERS: { description: 'The owners of a model.' },
    DESCRIPTION: { description: 'The description.' },
  },
});

/** A note, or one change of a tag, the owners or the description: a fact that the next one follows, never replaces. */
@ObjectType({
  description: 'A note on a model or a version, or a change of its tags, owners or description.',
  simpleResolvers: true,
})
@Entity('annotation')
export class Annotation {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  /** A model or a model version. */
  @Column('uuid')
  subjectId: string;

  @Field(() => Facet, { description: 'The kind of the annotation.' })
  @Column('text')
  facet: Facet;

  @Field(() => String, { description: 'The key of the tag; empty for other kinds.' })
  @Column('text')
  key: string;

  /** 1, 2, 3, … per subject, facet and key; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Field(() => Json, {
    nullable: true,
    description: 'The text, or the list of owners; null where it was removed.',
  })
  @Column('jsonb', { nullable: true })
  value: unknown;

  @Field(() => DateTime, { description: 'When it was written.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who wrote it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
