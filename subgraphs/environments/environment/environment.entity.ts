import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Node } from '#platform/federation/node.type.js';
import { DateTime } from '#platform/scalars/scalars.js';

/** A name under which environment versions are registered. */
@ObjectType({
  implements: Node,
  description: 'A named environment that code runs in; what it holds is in its versions.',
  simpleResolvers: true,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@Entity('environment')
export class Environment {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Its name with its namespace: `fraud/train`.' })
  @Column('text')
  name: string;

  @Field(() => DateTime, { description: 'When its first version was registered.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who registered its first version.' })
  @Column('text')
  createdBy: string;
}
