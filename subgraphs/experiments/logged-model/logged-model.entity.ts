import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** What a logged model is made with. Parameters that come later, metrics and its end are rows of their own. */
@ObjectType({
  implements: Node,
  description:
    'A model that a run made, registered or not: files with parameters and metrics. Sealed under a digest once it is READY.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ref")')
@Entity('logged_model')
export class LoggedModel {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  experimentId: string;

  @Field(() => String, { description: 'The experiment’s name and the id: `fraud/baseline@0198…`.' })
  @Column('text')
  ref: string;

  @Column('uuid', { nullable: true })
  runId: string | null;

  @Field(() => String, { description: 'A name for people, as given; not unique.' })
  @Column('text')
  name: string;

  @Field(() => String, { nullable: true, description: 'What kind of model it is, in the words of its maker.' })
  @Column('text', { nullable: true })
  modelType: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its id in the tool it came from: `mlflow:m-8f2c…`; unique in its experiment.',
  })
  @Column('text', { nullable: true })
  externalId: string | null;

  @Field(() => String, { nullable: true, description: 'Where its files lie, as given when it was made.' })
  @Column('text', { nullable: true })
  artifactLocation: string | null;

  /** The tags that it was made with. */
  @Column('jsonb')
  tags: Record<string, string>;

  @Field(() => DateTime, { nullable: true, description: 'When it was made in the tool it came from.' })
  @Column('timestamptz', { nullable: true })
  createdElsewhereAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it in the tool it came from.' })
  @Column('text', { nullable: true })
  createdElsewhereBy: string | null;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text')
  createdBy: string;
}
