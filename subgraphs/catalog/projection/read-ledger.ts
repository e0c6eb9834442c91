import { parse } from 'graphql';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import type { LedgerServer } from '#platform/ledger/ledger-server.js';
import type { Ports } from '#platform/ports/ports.js';

const EVENTS = parse(`query LedgerEvents($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position id type subject actor at payload rows hash previousHash }
  ledgerServer { id written isStandby }
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

/** A part of a ledger, and the database that keeps it. */
export interface LedgerPart {
  readonly events: LedgerEvent[];
  /** Undefined where the subgraph does not tell. */
  readonly server: LedgerServer | undefined;
}

/**
 * Asks a subgraph for the next events of its ledger. The server is read beside them, not before: of a moment that may be
 * a little later.
 * @throws {PedigraphError} UNAVAILABLE where the subgraph does not answer.
 */
export async function readLedger(ports: Ports, { subgraph, after, first }: LedgerPlace): Promise<LedgerPart> {
  const { ledgerEvents, ledgerServer } = await ports.ask<{ ledgerEvents: LedgerEvent[]; ledgerServer?: LedgerServer }>({
    subgraph,
    document: EVENTS,
    variables: { after, first },
  });
  // Over HTTP a moment is a text, in-process it is a Date.
  return { events: ledgerEvents.map((event) => ({ ...event, at: new Date(event.at) })), server: ledgerServer };
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
