import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LedgerPayload } from '#platform/database/new-ledger-event.js';
import type { NotedRows } from '#platform/ledger/ledger-event.js';
import { DateTime, Json, SafeInt } from '#platform/scalars/scalars.js';

/** An event of one of the ledgers, as the catalog read it. */
@ObjectType({
  description: 'An event of the ledger: a write, as the subgraph that made it recorded it.',
  simpleResolvers: true,
})
@Entity('ledger_entry')
export class LedgerEntry {
  @Field(() => ID, { description: 'A UUID, unique over all ledgers.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String, { description: 'The subgraph in whose ledger it stands.' })
  @Column('text')
  subgraph: string;

  @Field(() => SafeInt, { description: 'Its position in that ledger, from 1, without gaps.' })
  @Column('bigint', { transformer: { from: Number, to: (value: number) => value } })
  position: number;

  @Field(() => String, { description: 'What happened, as the ledger has it: the text that `hash` is over.' })
  @Column('text', { name: 'type' })
  typeName: string;

  @Field(() => String, { description: 'The ref or name it happened to.' })
  @Column('text')
  subject: string;

  @Field(() => String, { description: 'Who did it.' })
  @Column('text')
  actor: string;

  @Field(() => DateTime, { description: 'When it was committed.' })
  @Column('timestamptz', { name: 'at' })
  createdAt: Date;

  @Field(() => Json, {
    description: 'The payload of the event; docs/events.md has the fields of each type. Empty where it is `redacted`.',
  })
  @Column('jsonb')
  payload: LedgerPayload;

  @Field(() => Json, {
    nullable: true,
    description:
      'Which rows the write stored, by table: the digest of each, or of tables with very many `[value, count, sum]`. On the last event of a write; `pedigraph verify` compares.',
  })
  @Column('jsonb', { nullable: true })
  rows?: NotedRows | null;

  @Field(() => String, {
    description: '`sha256:…` over the RFC 8785 canonical JSON of the event in its ledger, the previous hash included.',
  })
  @Column('text')
  hash: string;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the event before it in that ledger; null for the first.',
  })
  @Column('text', { nullable: true })
  previousHash: string | null;

  /** Whether `payload` and `rows` are withheld; undefined is no. */
  redacted?: boolean;
}
