import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTime, Json, SafeInt } from '../scalars/scalars.js';

declare const defined: unique symbol;

/** What a write says of itself, before the ledger gives it a place. Made by what `defineEvent` returns, and by nothing else. */
export interface NewLedgerEvent {
  readonly [defined]: true;
  /** What happened, in the past tense: `ModelVersionRegistered`. */
  readonly type: string;
  /** The ref or name it happened to. */
  readonly subject: string;
  /** All that a reader needs to follow without asking back: JSON. */
  readonly payload: LedgerPayload;
}

/** What every payload may hold beside its own facts. */
export interface LedgerPayload {
  readonly [fact: string]: unknown;
  /** The node this write adds to the lineage, and what it rests on. */
  readonly lineage?: LineageFact | undefined;
}

/**
 * The rows that a write stored, by table: a digest for each (`rowDigestSql`), or, of tables with very many, a value they
 * have in common, their number and the sum of their digests.
 */
export type NotedRows = Readonly<Record<string, readonly (string | readonly [string, number, string])[]>>;

/** A node of the lineage as the ledger names it. */
export interface LineageNodeFact {
  readonly kind: string;
  readonly id: string;
  readonly ref: string;
}

/** Something that a node was made from. */
export interface LineageUpstream extends LineageNodeFact {
  readonly relation: string;
  /** Of what has columns: those of them that were read. Left out where nobody told. */
  readonly columns?: readonly string[] | undefined;
  /** Which of its columns which of the node's were made from. Left out where nobody told. */
  readonly columnEdges?: readonly { readonly from: string; readonly to: string }[] | undefined;
}

/** A node and its edges to what it was made from; `relation` reads from the node: TRAINED_ON, DERIVED_FROM, … */
export interface LineageFact {
  readonly node: LineageNodeFact;
  readonly upstream: readonly LineageUpstream[];
}

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
