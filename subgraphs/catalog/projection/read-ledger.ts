import { parse } from 'graphql';
import type { LedgerEvent } from '../../../src/platform/ledger/ledger-event.js';
import type { Ports } from '../../../src/platform/ports/ports.js';

const EVENTS = parse(`query LedgerEvents($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position id type subject actor at payload hash previousHash }
}`);
const POSITIONS = parse(`query LedgerPositions($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position }
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
 * How many events a ledger holds behind a position, counted up to `first`.
 * @throws {PedigraphError} UNAVAILABLE where the subgraph does not answer.
 */
export async function countUnread(ports: Ports, { subgraph, after, first }: LedgerPlace): Promise<number> {
  const { ledgerEvents } = await ports.ask<{ ledgerEvents: readonly object[] }>({
    subgraph,
    document: POSITIONS,
    variables: { after, first },
  });
  return ledgerEvents.length;
}
