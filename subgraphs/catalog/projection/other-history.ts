import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import type { LedgerHead } from './ledger-head.entity.js';

/** A ledger holds what the catalog cannot read on from. Trying again helps only once the ledger is another. */
export class LedgerFault extends Error {}

/** A ledger does not continue what the catalog has read of it. */
export class OtherHistory extends LedgerFault {
  constructor(position: number, advice = BY_HAND) {
    super(`the event at position ${position} is not the one that the catalog has read${advice}`);
  }
}

/** Nothing but somebody who changed the ledger explains it: whether the catalog may forget what it has read is for people to say. */
const BY_HAND =
  ': find out why with pedigraph verify, then run pedigraph catalog rebuild; until then the catalog answers what it has read';

/**
 * What a ledger holds behind a head, of events that begin with the one at that head.
 * @throws {OtherHistory} where that event is another one, or is gone.
 */
export function behindHead<Event extends Pick<LedgerEvent, 'position' | 'hash'>>(
  { position, hash }: LedgerHead,
  events: readonly Event[],
): Event[] {
  if (position === 0) return [...events];
  const [known, ...more] = events;
  if (known?.position !== position || known.hash !== hash) throw new OtherHistory(position);
  return more;
}
