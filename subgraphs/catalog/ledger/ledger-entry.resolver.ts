import { FieldResolver, Resolver, Root } from 'type-graphql';
import { isLedgerEventType, type LedgerEventType } from '#events/ledger-events.js';
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
}
