import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '#platform/scalars/scalars.js';

const integer = { from: Number, to: (value: number) => value };

/** Events of one type that this release did not know when the catalog read them. */
@ObjectType({
  description:
    'Events of a type that was not known to the release that read them: they are in the ledger and change nothing else. A rebuild of the catalog by a release that knows the type reads them.',
  simpleResolvers: true,
})
@Entity('unknown_event')
export class UnknownEvents {
  @PrimaryColumn('text')
  subgraph: string;

  @Field(() => String, { description: 'The type, as the ledger has it.' })
  @PrimaryColumn('text')
  type: string;

  @Field(() => SafeInt, { description: 'How many of them were read.' })
  @Column('bigint', { transformer: integer })
  count: number;

  @Field(() => SafeInt, { description: 'The position of the first of them in its ledger.' })
  @Column('bigint', { transformer: integer })
  firstPosition: number;

  @Field(() => SafeInt, { description: 'The position of the last of them in its ledger.' })
  @Column('bigint', { transformer: integer })
  lastPosition: number;
}
