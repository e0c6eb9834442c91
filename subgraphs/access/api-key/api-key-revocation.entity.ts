import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime } from '#platform/scalars/scalars.js';

/** That a key ended before its time. */
@ObjectType({ description: 'That a key ended before its time.', simpleResolvers: true })
@Entity('api_key_revocation')
export class ApiKeyRevocation {
  @PrimaryColumn('uuid')
  apiKeyId: string;

  @Field(() => DateTime, { description: 'Since when it is refused.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { description: 'Who revoked it.' })
  @Column('text')
  actor: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who revoked it.' })
  @Column('text', { nullable: true })
  reason: string | null;
}
