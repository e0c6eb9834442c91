import { isLedgerEventType } from '#events/ledger-events.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import type { UnknownEvents } from './unknown-event.entity.js';

/** The events of a batch whose type this release does not know, summed up by type; nearly always none. */
export function unknownEventsOf(
  subgraph: string,
  events: readonly Pick<LedgerEvent, 'type' | 'position'>[],
): UnknownEvents[] {
  const found = new Map<string, UnknownEvents>();
  for (const { type, position } of events) {
    if (isLedgerEventType(type)) continue;
    const { count, firstPosition } = found.get(type) ?? { count: 0, firstPosition: position };
    found.set(type, { subgraph, type, count: count + 1, firstPosition, lastPosition: position });
  }
  return [...found.values()];
}
