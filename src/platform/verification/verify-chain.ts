import { hashOf } from '../ledger/append-events.js';
import type { LedgerEvent } from '../ledger/ledger-event.js';
import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';

/** The last event of a chain, now or when a witness recorded it. */
export interface ChainHead {
  readonly position: number;
  /** Null before the first event. */
  readonly hash: string | null;
}

/** A chain of events in a table. */
export interface Chain {
  /** As a sentence calls it: `the models ledger`. */
  readonly name: string;
  /** The table, with its schema, and what of it; `WHERE …` or nothing. */
  readonly from: string;
  /** Called after each batch with how many events were looked at. */
  readonly onEvents?: ((events: number) => void) | undefined;
}

/**
 * Computes the hash of every event anew, from the first to the last.
 * @returns where it ends
 * @throws {VerificationError} for the first event that is not the one that was written, or that is missing.
 */
export async function verifyChain(reader: StoreReader, { name, from, onEvents }: Chain): Promise<ChainHead> {
  let last: ChainHead = { position: 0, hash: null };
  const columns = 'position, id, type, subject, actor, at, payload, rows, hash, previous_hash AS "previousHash"';
  for await (const events of reader.batches<LedgerEvent>(`SELECT ${columns} FROM ${from} ORDER BY position`)) {
    for (const event of events) last = continueChain(name, last, { ...event, position: Number(event.position) });
    onEvents?.(events.length);
  }
  return last;
}

/**
 * Goes one event further along a chain.
 * @param name of the chain, see `Chain`
 * @returns where it is now
 * @throws {VerificationError} where the event is not the one that was written, or not the next one.
 */
export function continueChain(name: string, last: ChainHead, event: LedgerEvent): ChainHead {
  const { position, hash, previousHash } = event;
  if (position !== last.position + 1) {
    throw new VerificationError(
      `In ${name} the event at position ${last.position + 1} is missing: behind ${last.position} comes ${position}.`,
    );
  }
  if (previousHash !== last.hash) {
    throw new VerificationError(
      `In ${name} the event at position ${position} does not continue the one before it: it was written behind ${previousHash ?? 'none'}, and before it stands ${last.hash ?? 'none'}.`,
    );
  }
  if (hashText(event) !== hash) {
    throw new VerificationError(
      `In ${name} the event at position ${position} (${event.type} of ${event.subject}) was changed since it was written: its hash is ${hash}, and its content has another.`,
    );
  }
  return { position, hash };
}

/** Content that has no canonical form has no hash either. */
function hashText({ hash: _, ...event }: LedgerEvent): string | null {
  try {
    return hashOf(event);
  } catch {
    return null;
  }
}

/**
 * Checks that a ledger still has the event that was its head when a witness recorded it.
 * @param witness who has seen it there, as the beginning of a sentence: `The catalog has read`
 * @throws {VerificationError} where it did not.
 */
export async function verifyHead(
  reader: StoreReader,
  { schema, head, end, witness }: { schema: string; head: ChainHead; end: ChainHead; witness: string },
): Promise<void> {
  if (head.position === 0) return;
  if (head.position > end.position) {
    throw new VerificationError(
      `${witness} the ${schema} ledger up to position ${head.position}, and it ends at ${end.position}: the events behind that are gone.`,
    );
  }
  const [event] = await reader.query<{ hash: string }>(`SELECT hash FROM ${schema}.ledger_event WHERE position = $1`, [
    head.position,
  ]);
  if (event?.hash === head.hash) return;
  throw new VerificationError(
    `${witness} another event at position ${head.position} of the ${schema} ledger, with the hash ${head.hash}, than the one that stands there, with ${event?.hash}: the ledger was written anew.`,
  );
}
