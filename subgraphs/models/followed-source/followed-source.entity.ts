import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { SourceKind, SourceOutcome } from './source-enums.js';

/**
 * A source that somebody follows: who reads it, when it was last read, how that ended. The state of a schedule, and no
 * fact: it is updated in place, and is in no ledger.
 */
@ObjectType({
  description:
    'A source that `pedigraph follow` reads on a schedule: when it was last read, what that brought, what failed. It is a state and no fact: the ledger has what was imported.',
  simpleResolvers: true,
})
@Entity('followed_source')
export class FollowedSource {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => SourceKind, { description: 'What it is.' })
  @Column('text')
  kind: SourceKind;

  @Field(() => String, { description: 'Its URL or path, without user and password.' })
  @Column('text')
  source: string;

  @Field(() => String, { description: 'The namespace that it is imported into.' })
  @Column('text')
  namespace: string;

  @Field(() => String, { nullable: true, description: 'When it is read: `every 5m`, or a cron expression.' })
  @Column('text', { nullable: true })
  schedule: string | null;

  /** Who reads it now; null where nobody does. */
  @Column('text', { nullable: true })
  holder: string | null;

  /** Until when the holder may read; past it, anybody may begin. */
  @Column('timestamptz', { nullable: true })
  leaseUntil: Date | null;

  @Field(() => SourceOutcome, { nullable: true, description: 'How the last read ended; null before the first.' })
  @Column('text', { nullable: true })
  outcome: SourceOutcome | null;

  @Field(() => DateTime, { nullable: true, description: 'When a read last ended, however.' })
  @Column('timestamptz', { nullable: true })
  triedAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last read whole, or found unchanged.' })
  @Column('timestamptz', { nullable: true })
  readAt: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When its follower means to read it next.' })
  @Column('timestamptz', { nullable: true })
  nextAt: Date | null;

  @Field(() => JsonObject, { description: 'How many things of each kind the last whole read brought.' })
  @Column('jsonb')
  brought: Record<string, unknown>;

  @Field(() => String, { nullable: true, description: 'Why the last read failed; null where it did not.' })
  @Column('text', { nullable: true })
  failure: string | null;

  @Field(() => Int, { description: 'How many reads in a row have failed.' })
  @Column('integer')
  failures: number;

  @Field(() => String, {
    nullable: true,
    description: 'Up to where it was read, in words of its follower, which skips what has not changed since.',
  })
  @Column('text', { nullable: true })
  position: string | null;

  @Field(() => String, { description: 'Who follows it.' })
  @Column('text', { name: 'by' })
  actor: string;
}
