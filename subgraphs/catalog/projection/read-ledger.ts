import { parse } from 'graphql';
import type { LedgerEvent } from '../../../src/platform/ledger/ledger-event.js';
import type { Ports } from '../../../src/platform/ports/ports.js';

const EVENTS = parse(`query LedgerEvents($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position id type subject actor at payload rows hash previousHash }
}`);
const POSITIONS = parse(`query LedgerPositions($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position at }
}`);

/** Where to read a ledger. */
export interface LedgerPlace {
  readonly subgraph: string;
  /** The position of the last event known. */
  readonly after: number;
  /** How many events at most. */
  readonly first: number;
}

/**
 * Asks a subgraph for the next events of its ledger.
 * @throws {PedigraphError} UNAVAILABLE where the subgraph does not answer.
 */
export async function readLedger(ports: Ports, { subgraph, after, first }: LedgerPlace): Promise<LedgerEvent[]> {
  const { ledgerEvents } = await ports.ask<{ ledgerEvents: LedgerEvent[] }>({
    subgraph,
    document: EVENTS,
    variables: { after, first },
  });
  // Over HTTP a moment is a text, in-process it is a Date.
  return ledgerEvents.map((event) => ({ ...event, at: new Date(event.at) }));
}

/**
 * Where and when the events behind a position were written, `first` at most.
 * @throws {PedigraphError} UNAVAILABLE where the subgraph does not answer.
 */
export async function readUnread(
  ports: Ports,
  { subgraph, after, first }: LedgerPlace,
): Promise<Pick<LedgerEvent, 'position' | 'at'>[]> {
  const { ledgerEvents } = await ports.ask<{ ledgerEvents: readonly Pick<LedgerEvent, 'position' | 'at'>[] }>({
    subgraph,
    document: POSITIONS,
    variables: { after, first },
  });
  return ledgerEvents.map(({ position, at }) => ({ position, at: new Date(at) }));
}
