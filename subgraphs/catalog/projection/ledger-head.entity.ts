import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '#platform/scalars/scalars.js';

/** The last event of a ledger that the catalog has read. */
@ObjectType({ description: 'How far the catalog has read a ledger.', simpleResolvers: true })
@Entity('projection')
export class LedgerHead {
  @Field(() => String, { description: 'The subgraph that keeps the ledger.' })
  @PrimaryColumn('text')
  subgraph: string;

  @Field(() => SafeInt, { description: 'The position of the last event read; 0 before the first.' })
  @Column('bigint', { transformer: { from: Number, to: (value: number) => value } })
  position: number;

  @Field(() => String, { nullable: true, description: 'The hash of that event; null before the first.' })
  @Column('text')
  hash: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the catalog cannot read on, or that it reads the ledger anew; readiness reports the same. Null where all is well. While there is a problem, lineages and impacts are not complete.',
  })
  @Column('text', { nullable: true })
  problem?: string | null;

  /** The id of the `LedgerServer` that kept the ledger when it was read; null where the server does not say. */
  @Column('text', { nullable: true })
  server?: string | null;
}

/** The head of a ledger of which nothing is read. */
export function unreadHead(subgraph: string): LedgerHead {
  return { subgraph, position: 0, hash: null };
}
