import DataLoader from 'dataloader';
import type { UnknownEvents } from './unknown-event.entity.js';
import type { UnknownEventRepository } from './unknown-event.repository.js';

/** By-key reads of events of unknown types. */
export interface UnknownEventLoaders {
  /** By the subgraph that keeps the ledger. */
  readonly unknownEventsOf: DataLoader<string, UnknownEvents[]>;
}

/** Those of one request. */
export function createUnknownEventLoaders(unknownEvents: UnknownEventRepository): UnknownEventLoaders {
  return { unknownEventsOf: new DataLoader((subgraphs) => unknownEvents.ofLedgers(subgraphs)) };
}
