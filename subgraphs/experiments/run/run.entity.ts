import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { CodeVersion } from '#values/code-version.js';
import type { InputPin } from '../added-input/input-pin.js';

/** The pinned environment, as it is stored. */
export interface EnvironmentPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
}

/** What is known of a run when it starts. Parameters, metrics and its end are rows of their own. */
@ObjectType({
  implements: Node,
  description: 'A run of code. Open while it runs; sealed under a digest once it ends.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ref")')
@Entity('run')
export class Run {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  experimentId: string;

  @Field(() => String, { description: 'The experiment’s name and the id: `fraud/baseline@0198…`.' })
  @Column('text')
  ref: string;

  /** The name that it was started with. */
  @Column('text')
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its id in the tool it came from: `mlflow:8f2c…`; unique in its experiment.',
  })
  @Column('text', { nullable: true })
  externalId: string | null;

  @Field(() => CodeVersion, { nullable: true, description: 'The commit that ran.' })
  @Column('jsonb', { nullable: true })
  code: CodeVersion | null;

  @Column('jsonb')
  inputPins: readonly InputPin[];

  @Column('jsonb', { nullable: true })
  environmentPin: EnvironmentPin | null;

  /** The tags that it was started with. */
  @Column('jsonb')
  tags: Record<string, string>;

  @Column('uuid', { nullable: true })
  parentId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who ran it, as given when it was started; `createdBy` is who recorded it here.',
  })
  @Column('text', { nullable: true, name: 'ran_by' })
  user: string | null;

  @Field(() => DateTime, { description: 'When it started, as its own clock says.' })
  @Column('timestamptz')
  startedAt: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who recorded it.' })
  @Column('text')
  createdBy: string;
}
