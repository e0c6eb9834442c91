import type { LedgerPositions } from '../api/write';

/** Something that was written, as far as it takes to know which answers are old by it. */
export interface LiveEvent {
  readonly subgraph: string;
  readonly position: number;
  readonly typeName: string;
  readonly subject: string;
  readonly actor: string;
}

/** Events, and how far each ledger has been told with them. */
export interface LiveUpdate {
  /** Null where there are too many to be told one by one, or the past is another one: everything may be different. */
  readonly events: readonly LiveEvent[] | null;
  readonly positions: LedgerPositions;
}

/** The positions of heads of ledgers. */
export function positionsOf(heads: readonly { subgraph: string; position: number }[]): LedgerPositions {
  return Object.fromEntries(heads.map(({ subgraph, position }) => [subgraph, position]));
}

/** How far each ledger has been told by one of two. */
export function furthest(one: LedgerPositions, other: LedgerPositions): LedgerPositions {
  const both = { ...one };
  for (const [subgraph, position] of Object.entries(other)) both[subgraph] = Math.max(both[subgraph] ?? 0, position);
  return both;
}

/** The events that lie behind what has been told. */
export function eventsBehind(events: readonly LiveEvent[], told: LedgerPositions): LiveEvent[] {
  return events.filter(({ subgraph, position }) => position > (told[subgraph] ?? 0));
}
