import { FieldResolver, Resolver, Root } from 'type-graphql';
import { isLedgerEventType, type LedgerEventType } from '#events/ledger-events.js';
import { entityOfEntry } from './entity-of-entry.js';
import { LedgerEntity } from './ledger-entity.type.js';
import { LedgerEntry } from './ledger-entry.entity.js';
import { LedgerEventTypeEnum } from './ledger-event-type.js';

/** What an event is, as far as this release knows. */
@Resolver(() => LedgerEntry)
export class LedgerEntryResolver {
  @FieldResolver(() => LedgerEventTypeEnum, {
    nullable: true,
    description: 'What happened; null of an event that a later release wrote and this one does not know.',
  })
  type(@Root() { typeName }: LedgerEntry): LedgerEventType | null {
    return isLedgerEventType(typeName) ? typeName : null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether `payload` and `rows` are withheld, because they name something that you may not see. `hash` is over the whole event nevertheless.',
  })
  redacted(@Root() { redacted = false }: LedgerEntry): boolean {
    return redacted;
  }

  @FieldResolver(() => LedgerEntity, {
    nullable: true,
    description:
      'The thing it happened to, to read on; null where that is none with a ref or a name of its own (a namespace, a principal, the scope of a policy), and where it is `redacted`.',
  })
  entity(@Root() entry: LedgerEntry): LedgerEntity | null {
    return entityOfEntry(entry);
  }
}
