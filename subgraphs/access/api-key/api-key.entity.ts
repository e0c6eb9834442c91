import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallerKind as CallerKindName } from '#platform/auth/caller.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { Role } from '#values/role.js';
import { CallerKind } from '../viewer/caller-kind.js';

/** A key by which a machine or a notebook shows who it is. Only its digest is stored. */
@ObjectType({
  description:
    'A key by which a machine or a notebook shows who it is. The key itself was shown once, when it was made.',
  simpleResolvers: true,
})
@Entity('api_key')
export class ApiKey {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'What it is for: `nightly training`.' })
  @Column('text')
  name: string;

  @Field(() => String, { description: 'Who asks with it: the actor beside every fact that it writes.' })
  @Column('text')
  principal: string;

  @Field(() => CallerKind, { description: 'Whether a person or a machine asks with it.' })
  @Column('text')
  kind: CallerKindName;

  @Column('text')
  digest: string;

  @Field(() => String, { description: 'What it begins with, to tell it from others: `pdg_3kF9`.' })
  @Column('text')
  hint: string;

  @Field(() => Role, {
    nullable: true,
    description: 'The most that may be done with it in `namespace`; null where it may do all that its principal may.',
  })
  @Column('text', { nullable: true })
  role: Role | null;

  @Field(() => String, { description: 'Where `role` holds, with all below it; the empty text is everything.' })
  @Column('text')
  namespace: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null where it does not by itself.' })
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who made it.' })
  @Column('text')
  actor: string;
}
