import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** A name under which model versions are registered. */
@ObjectType({
  implements: Node,
  description:
    'A registered model: the name under which its versions are registered. `name` is its identity and never changes; `displayName` is what people and other tools call it.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@Entity('model')
export class Model {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Its name with its namespace: `fraud/detector`.' })
  @Column('text')
  name: string;

  /** What it was called when it was made; null is its name. `displayName` of the API may be newer. */
  @Column('text', { name: 'display_name', nullable: true })
  firstDisplayName: string | null;

  @Field(() => DateTime, { description: 'When it was made: by `createModel`, or with its first version.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who made it.' })
  @Column('text')
  createdBy: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made in the tool it comes from; null where that was not given.',
  })
  @Column('timestamptz', { nullable: true })
  createdElsewhereAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it there; null where that was not given.' })
  @Column('text', { nullable: true })
  createdElsewhereBy: string | null;
}
