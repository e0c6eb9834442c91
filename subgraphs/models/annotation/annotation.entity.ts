import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, Json } from '#platform/scalars/scalars.js';

/** What an annotation is. */
export const Facet = { TAG: 'TAG', NOTE: 'NOTE', OWNERS: 'OWNERS', DESCRIPTION: 'DESCRIPTION' } as const;
export type Facet = keyof typeof Facet;

registerEnumType(Facet, {
  name: 'AnnotationFacet',
  description: 'What an annotation is.',
  valuesConfig: {
    TAG: { description: 'A word under a key.' },
    NOTE: { description: 'A remark; notes are added, never taken back.' },
    OWNERS: { description: 'Who answers for a model.' },
    DESCRIPTION: { description: 'What it is, in words.' },
  },
});

/** One change of what people say about a model or a version: a fact that the next one follows, never replaces. */
@ObjectType({ description: 'A change of what people say about a model or a version.', simpleResolvers: true })
@Entity('annotation')
export class Annotation {
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
  @PrimaryColumn('uuid')
  id: string;

  /** A model or a model version. */
  @Column('uuid')
  subjectId: string;

  @Field(() => Facet, { description: 'What was said.' })
  @Column('text')
  facet: Facet;

  @Field(() => String, { description: 'The key of a tag; empty for the rest.' })
  @Column('text')
  key: string;

  /** 1, 2, 3, … per subject, facet and key; the unique index over it decides races. */
  @Column('integer')
  sequence: number;

  @Field(() => Json, {
    nullable: true,
    description: 'A text, or the list of owners; null where it was taken away.',
  })
  @Column('jsonb', { nullable: true })
  value: unknown;

  @Field(() => DateTime, { description: 'When.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who.' })
  @Column('text')
  by: string;
}
