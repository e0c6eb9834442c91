import type { LedgerEvent } from '../../../src/platform/ledger/ledger-event.js';
import type { LedgerHead } from './ledger-head.entity.js';

/** A ledger does not continue what the catalog has read of it: it was restored, failed over, or somebody changed it. */
export class OtherHistory extends Error {
  constructor(position: number) {
    super(
      `the event at position ${position} is not the one that the catalog has read: find out why with pedigraph verify, then run pedigraph catalog rebuild; until then the catalog answers what it has read`,
    );
  }
}

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
