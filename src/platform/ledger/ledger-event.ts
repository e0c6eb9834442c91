import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LedgerPayload } from '../database/new-ledger-event.js';
import { DateTime, Json, SafeInt } from '../scalars/scalars.js';

/**
 * The rows that a write stored, by table: a digest for each (`rowDigestSql`), or, of tables with very many, a value
 * they have in common, their number and the sum of their digests.
 */
export type NotedRows = Readonly<Record<string, readonly (string | readonly [string, number, string])[]>>;

/** One row of a subgraph's ledger. Positions have no gaps, and each row's hash covers the row before. */
@ObjectType({
  description: 'One write, as the subgraph that made it recorded it. Internal to the system.',
  simpleResolvers: true,
})
@Directive('@inaccessible')
@Directive('@shareable')
@Entity('ledger_event')
export class LedgerEvent {
  @Field(() => SafeInt, { description: 'Its place in this ledger, from 1, without gaps.' })
  @PrimaryColumn('bigint', { transformer: { from: Number, to: (value: number) => value } })
  position: number;

  @Field(() => ID, { description: 'Unique over all ledgers.' })
  @Column('uuid')
  id: string;

  @Field(() => String, { description: 'What happened.' })
  @Column('text')
  type: string;

  @Field(() => String, { description: 'The ref or name it happened to.' })
  @Column('text')
  subject: string;

  @Field(() => String, { description: 'Who did it.' })
  @Column('text')
  actor: string;

  @Field(() => DateTime, { description: 'When it was committed.' })
  @Column('timestamptz')
  at: Date;

  @Field(() => Json, { description: 'The facts.' })
  @Column('jsonb')
  payload: LedgerPayload;

  @Field(() => Json, { nullable: true, description: 'Which rows the write stored, by table; on its last event.' })
  @Column('jsonb', { nullable: true })
  rows?: NotedRows | null;

  @Field(() => String, { description: 'SHA-256 over this row and the hash before it.' })
  @Column('text')
  hash: string;

  @Field(() => String, { nullable: true, description: 'The hash of the row before; null for the first.' })
  @Column('text', { nullable: true })
  previousHash: string | null;
}
