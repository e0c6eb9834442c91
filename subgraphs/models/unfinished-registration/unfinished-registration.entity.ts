import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** A part that a registration was about to write. */
@ObjectType({ description: 'A part that a registration was about to write.', simpleResolvers: true })
export class UnfinishedPart {
  @Field(() => String, { description: '`DATASET_VERSION`, `ENVIRONMENT_VERSION` or `RUN`.' })
  kind: string;

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
  @Field(() => ID, { description: 'A UUID, for ever the same.' })
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

  @Field(() => DateTime, { description: 'When it began to write.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => String, { description: 'Who asked for it.' })
  @Column('text')
  by: string;
}
