import { v7 as uuid } from 'uuid';
import { preparedStatement } from '../database/prepared.js';
import { canonicalJson, sha256 } from '../digest/digest.js';
import type { LedgerEvent, NewLedgerEvent } from './ledger-event.js';

/** A statement as the driver takes it. */
export interface AppendStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

const APPEND =
  'SELECT append_events($1::text, $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text, $7::text[]) AS position';

/**
 * The statement that appends a transaction's events to its ledger, as its last act before the commit.
 *
 * Writers of one ledger queue in it, and only there, until they are committed: so positions have no gaps, become
 * visible in order, and each hash covers the one before it. A reader that has seen position n has seen everything
 * before it.
 */
export function appendStatement(actor: string, events: readonly NewLedgerEvent[]): AppendStatement {
  // What JSON cannot hold (an undefined property) is gone before the hash is taken, as it is in the stored row.
  const payloads = events.map((event) => canonicalJson(JSON.parse(JSON.stringify(event.payload))));
  const tails = events.map(
    ({ subject, type }) => `,"subject":${canonicalJson(subject)},"type":${canonicalJson(type)}}`,
  );
  return {
    ...preparedStatement(APPEND),
    values: [
      actor,
      events.map(() => uuid()),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      payloads,
      canonicalJson(actor),
      tails,
    ],
  };
}

/** The position of the last event appended, from what the statement answered. */
export function appendedTo(result: unknown): number {
  return Number((result as { readonly rows: readonly [{ readonly position: string }] }).rows[0].position);
}

/** The hash of a ledger row: SHA-256 over the RFC 8785 form of everything else in it, the previous hash included. */
export function hashOf(row: Omit<LedgerEvent, 'hash'>): string {
  const { position, id, type, subject, actor, at, payload, previousHash } = row;
  return sha256(canonicalJson({ position, id, type, subject, actor, at: at.toISOString(), payload, previousHash }));
}
