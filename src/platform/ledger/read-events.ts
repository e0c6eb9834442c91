import { type EntityManager, MoreThan } from 'typeorm';
import { LedgerEvent } from './ledger-event.js';

/** The most events one read returns. */
export const MAX_EVENTS = 1_000;

/** Events of this schema's ledger behind a position, in order, `first` at most. */
export function readEvents(manager: EntityManager, after: number, first: number): Promise<LedgerEvent[]> {
  return manager.find(LedgerEvent, {
    where: { position: MoreThan(after) },
    order: { position: 'ASC' },
    take: Math.min(Math.max(first, 1), MAX_EVENTS),
  });
}
