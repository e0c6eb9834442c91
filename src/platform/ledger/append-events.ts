import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { insertRows } from '../database/insert-rows.js';
import { canonicalJson, sha256 } from '../digest/digest.js';
import { LedgerEvent, type NewLedgerEvent } from './ledger-event.js';

/**
 * Appends a transaction's events to its ledger as its last act.
 *
 * Writers of one ledger queue here, and only here, for the time between this lock and their commit: so positions
 * have no gaps, become visible in order, and each hash covers the one before it. A reader that has seen position n
 * has seen everything before it.
 */
export async function appendEvents(
  manager: EntityManager,
  actor: string,
  events: readonly NewLedgerEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.ledger', 0))`);
  const [last] = await manager.query<{ at: Date; position: string | null; hash: string | null }[]>(`
    SELECT date_trunc('milliseconds', clock_timestamp()) AS at, tail.position, tail.hash
    FROM (SELECT 1) one LEFT JOIN (SELECT position, hash FROM ledger_event ORDER BY position DESC LIMIT 1) tail ON true`);
  let position = Number(last?.position ?? 0);
  let previousHash = last?.hash ?? null;
  const at = last?.at ?? new Date();
  const rows: LedgerEvent[] = [];
  for (const event of events) {
    position += 1;
    // What JSON cannot hold (an undefined property) is gone before the hash is taken, as it is in the stored row.
    const payload = JSON.parse(JSON.stringify(event.payload));
    const row = { position, id: uuid(), type: event.type, subject: event.subject, actor, at, payload, previousHash };
    const hash = hashOf(row);
    rows.push({ ...row, hash });
    previousHash = hash;
  }
  await insertRows(manager, LedgerEvent, rows);
}

/** The hash of a ledger row: SHA-256 over the RFC 8785 form of everything else in it, the previous hash included. */
export function hashOf(row: Omit<LedgerEvent, 'hash'>): string {
  const { position, id, type, subject, actor, at, payload, previousHash } = row;
  return sha256(canonicalJson({ position, id, type, subject, actor, at: at.toISOString(), payload, previousHash }));
}
