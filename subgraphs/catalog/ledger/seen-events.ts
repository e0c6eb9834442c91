import type { SelectQueryBuilder } from 'typeorm';
import { isLedgerEventType, LEDGER_EVENTS } from '#events/ledger-events.js';
import { holds, type Rights, sees } from '#platform/auth/rights.js';
import { onlySeen } from '#platform/database/rows/seen-condition.js';
import type { LedgerEntry } from './ledger-entry.entity.js';
import { mentionsHidden } from './mentions-hidden.js';

/** The subgraph whose ledger says who may do what: it is for administrators of everything. */
const ACCESS = 'access';

const KNOWN_TYPES = LEDGER_EVENTS.map(({ type }) => type as string);

/**
 * Whether a caller sees that something happened: where it sees what it happened to. Of an event of an unknown type nobody
 * knows what it happened to, so whoever does not see everything does not see it.
 */
export function seesEvent(rights: Rights, { subgraph, typeName, subject }: LedgerEntry): boolean {
  if (subgraph === ACCESS && !isAdministrator(rights)) return false;
  return rights.hidden.length === 0 || (isLedgerEventType(typeName) && sees(rights, subject));
}

/** The same as a condition on the rows of `ledger_entry`; none for whoever sees everything. */
export function onlySeenEvents(
  entries: SelectQueryBuilder<LedgerEntry>,
  rights: Rights,
): SelectQueryBuilder<LedgerEntry> {
  if (!isAdministrator(rights)) entries.andWhere('entry.subgraph <> :access', { access: ACCESS });
  if (rights.hidden.length === 0) return entries;
  entries.andWhere('entry.typeName = ANY (:types)', { types: KNOWN_TYPES });
  return onlySeen(entries, rights, 'entry.subject');
}

/** An event as a caller gets it: without its payload and rows where they name what is hidden from the caller. */
export function asSeen(entry: LedgerEntry, rights: Rights): LedgerEntry {
  if (rights.hidden.length === 0 || !mentionsHidden(entry.payload, rights)) return entry;
  const { id, subgraph, position, typeName, subject, actor, createdAt, hash, previousHash } = entry;
  const told = { id, subgraph, position, typeName, subject, actor, createdAt, hash, previousHash };
  return { ...told, payload: {}, rows: null, redacted: true };
}

function isAdministrator(rights: Rights): boolean {
  return holds(rights, 'ADMIN', '');
}
