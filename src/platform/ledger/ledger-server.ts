import { Directive, Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../scalars/scalars.js';

/**
 * The database that keeps a ledger. Where its id is another than before, it is another history of the data: a standby
 * was promoted, a backup was put back. A restart, or a row that somebody deletes, is no other history.
 */
@ObjectType({ description: 'The database that keeps a ledger. Internal to the system.', simpleResolvers: true })
@Directive('@inaccessible')
@Directive('@shareable')
export class LedgerServer {
  @Field(() => String, {
    nullable: true,
    description:
      'The server’s system identifier, its timeline, the database and the table, between slashes; null where it does not show them.',
  })
  id: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How far it has written its log: less than before where its folder was put back.',
  })
  written: number | null;

  @Field(() => Boolean, { description: 'Whether it follows another server, and so may not have everything yet.' })
  isStandby: boolean;
}
