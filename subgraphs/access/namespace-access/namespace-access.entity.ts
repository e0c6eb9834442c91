import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** Whether a namespace is closed, from a moment on; the next row of the same namespace follows it. */
@ObjectType({ description: 'Whether a namespace is closed, from a moment on.', simpleResolvers: true })
@Entity('namespace_access')
export class NamespaceAccess {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'The namespace, with all below it.' })
  @Column('text')
  namespace: string;

  @Field(() => Boolean, { description: 'Whether only those see it who have a role in it.' })
  @Column('boolean')
  closed: boolean;

  @Field(() => DateTime, { description: 'Since when.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who closed or opened it.' })
  @Column('text')
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
