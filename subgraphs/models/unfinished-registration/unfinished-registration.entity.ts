import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** What a part of a registration is. */
export const PartKind = {
  DATASET_VERSION: 'DATASET_VERSION',
  ENVIRONMENT_VERSION: 'ENVIRONMENT_VERSION',
  RUN: 'RUN',
} as const;
export type PartKind = keyof typeof PartKind;

registerEnumType(PartKind, {
  name: 'PartKind',
  description: 'What a part of a registration is.',
  valuesConfig: {
    DATASET_VERSION: { description: 'A version of a dataset.' },
    ENVIRONMENT_VERSION: { description: 'A version of an environment.' },
    RUN: { description: 'A run of an experiment.' },
  },
});

/** A part that a registration was about to write. */
@ObjectType({ description: 'A part that a registration was about to write.', simpleResolvers: true })
export class UnfinishedPart {
  @Field(() => PartKind, { description: 'What it is.' })
  kind: PartKind;

  @Field(() => String, { description: 'The dataset, the environment, or the experiment of the run.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its digest: `name@sha256:…` selects it, if it was written. Null of a run, whose digest has its times in it.',
  })
  digest: string | null;
}

/**
 * That a registration was about to write parts and then its version; that it wrote the version is a row of its own,
 * which comes with the version. Without that row the parts may be there and the version is not.
 */
@ObjectType({
  description:
    'A registration that brought parts and has no version: it is under way, or it ended between its parts and its version. The same registration again finishes it.',
  simpleResolvers: true,
})
@Entity('parts_registration')
export class UnfinishedRegistration {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  /** What the parts are made from, by digest: the same parts again are the same registration. */
  @Column('text')
  content: string;

  @Field(() => String, { description: 'The model that the version was to be of.' })
  @Column('text')
  model: string;

  @Field(() => [UnfinishedPart], { description: 'The parts that it was about to write, or to find.' })
  @Column('jsonb')
  parts: readonly UnfinishedPart[];

  @Field(() => DateTime, { description: 'When it was about to write the first part.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => String, { description: 'Who asked for it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
