import { v7 as uuid } from 'uuid';
import type { NewLedgerEvent } from '../database/new-ledger-event.js';
import { preparedStatement } from '../database/rows/prepared.js';
import { canonicalJson } from '../digest/canonical-json.js';
import { canonicalJsonInTurns } from '../digest/canonical-json-in-turns.js';
import { sha256 } from '../digest/digest.js';
import type { LedgerEvent } from './ledger-event.js';

/** A statement as the driver takes it. */
export interface AppendStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

const APPEND =
  "SELECT append_events($1::text, $2::uuid[], $3::text[], $4::text[], string_to_array($5::text, E'\\n'), $6::text, $7::text[]) AS position";

/**
 * The statement that appends a transaction's events to its ledger, as its last act before the commit. A large payload
 * is serialized in turns of the event loop.
 *
 * Writers of one ledger queue in it, and only there, until they are committed: so positions have no gaps, become
 * visible in order, and each hash covers the one before it. A reader that has seen position n has seen everything
 * before it.
 */
export async function appendStatement(actor: string, events: readonly NewLedgerEvent[]): Promise<AppendStatement> {
  const tails = events.map(
    ({ subject, type }) => `,"subject":${canonicalJson(subject)},"type":${canonicalJson(type)}}`,
  );
  const payloads: string[] = [];
  for (const event of events) payloads.push(await payloadText(event));
  return {
    ...preparedStatement(APPEND),
    values: [
      actor,
      events.map(() => uuid()),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      // One text: in an array the driver would escape every quote, and PostgreSQL undo it. JSON holds no bare line
      // feed.
      payloads.join('\n'),
      canonicalJson(actor),
      tails,
    ],
  };
}

/** What JSON cannot hold is in the hash what it is in the stored row: nothing, or null for a number without end. */
async function payloadText({ payload }: NewLedgerEvent): Promise<string> {
  try {
    return await canonicalJsonInTurns(payload);
  } catch {
    return canonicalJson(JSON.parse(JSON.stringify(payload)));
  }
}

/** The position of the last event appended, from what the statement answered. */
export function appendedTo(result: unknown): number {
  return Number((result as { readonly rows: readonly [{ readonly position: string }] }).rows[0].position);
}

/** The hash of a ledger row: SHA-256 over the RFC 8785 form of everything else in it, the previous hash included. */
export function hashOf(row: Omit<LedgerEvent, 'hash'>): string {
  const { position, id, type, subject, actor, at, payload, rows, previousHash } = row;
  return sha256(
    canonicalJson({
      position,
      id,
      type,
      subject,
      actor,
      at: at.toISOString(),
      payload,
      rows: rows ?? undefined,
      previousHash,
    }),
  );
}
