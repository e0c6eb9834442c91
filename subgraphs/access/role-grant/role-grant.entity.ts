import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';
import { Role } from '#values/role.js';

/** Which role somebody has in a namespace from a moment on; the next row of the same two follows it. */
@ObjectType({ description: 'Which role somebody has in a namespace, from a moment on.', simpleResolvers: true })
@Entity('role_grant')
export class RoleGrant {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'Whose role it is: a name that callers go by.' })
  @Column('text')
  principal: string;

  @Field(() => String, { description: 'Where it holds, with all below it; the empty text is everything.' })
  @Column('text')
  namespace: string;

  @Field(() => Role, { nullable: true, description: 'The role; null where it was taken away.' })
  @Column('text', { nullable: true })
  role: Role | null;

  @Field(() => DateTime, { description: 'Since when it holds.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who granted it or took it away.' })
  @Column('text')
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
