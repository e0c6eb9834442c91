import type { Caller } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LedgerPositions } from '#platform/ledger/ledger-positions.js';
import type { LedgerEntry } from '../ledger/ledger-entry.entity.js';
import { asSeen, seesEvent } from '../ledger/seen-events.js';
import type { HeadsWatch } from './heads-watch.js';
import type { LedgerStreamRepository, StreamFilter } from './ledger-stream.repository.js';
import type { LedgerUpdate } from './live.types.js';

/** What following the merged ledger takes. */
export interface LedgerUpdatesOptions {
  readonly filter: StreamFilter;
  /** Who follows; each event is judged with the rights that it has as the event comes. */
  readonly caller: Pick<Caller, 'rights'>;
  /** Behind which position of each ledger to begin; of a ledger that is not named, with what is yet to come. */
  readonly after: LedgerPositions;
  readonly watch: HeadsWatch;
  readonly stream: LedgerStreamRepository;
  readonly signal: AbortSignal | undefined;
}

/**
 * Every event behind the given positions that the caller sees, as it comes, each once and each ledger in its order; between
 * ledgers by time as far as it is known. What is hidden is passed over: the positions behind it tell that it was there.
 *
 * Where a ledger ends before what was sent of it, or does not go on from there, the stream ends: the catalog reads it anew,
 * and what was sent may be of another past.
 * @throws {PedigraphError} CONFLICT then.
 *
 * Nothing is pushed: who takes events slowly reads the ledger slowly, and holds no more than a batch of it in memory.
 */
export async function* ledgerUpdates(options: LedgerUpdatesOptions): AsyncGenerator<LedgerUpdate, void> {
  const { filter, caller, watch, stream, signal } = options;
  let heads = await watch.read();
  let positions: Record<string, number> = { ...heads, ...options.after };
  const hashes = new Map<string, string>();
  for (;;) {
    signal?.throwIfAborted();
    const batch = await stream.next({ after: positions, upTo: heads }, filter);
    for (const event of merged([...batch.values()])) {
      refuseOtherPast(event, positions, hashes);
      hashes.set(event.subgraph, event.hash);
      positions = { ...positions, [event.subgraph]: event.position };
      const { rights } = caller;
      if (seesEvent(rights, event)) yield { event: asSeen(event, rights), positions };
    }
    for (const [ledger, events] of batch) {
      // It is read to its end, though the filter kept some back.
      if (events.length > 0) continue;
      positions = { ...positions, [ledger]: heads[ledger]! };
      hashes.delete(ledger);
    }
    if (isBehind(positions, heads)) continue;
    heads = await watch.after(heads, signal);
    const shorter = Object.keys(positions).find((ledger) => (heads[ledger] ?? 0) < (positions[ledger] ?? 0));
    if (shorter !== undefined) throw otherPast(shorter, positions[shorter] ?? 0);
  }
}

/** An event right behind one that was sent has the hash of that one. */
function refuseOtherPast(
  { subgraph, position, previousHash }: LedgerEntry,
  positions: LedgerPositions,
  hashes: ReadonlyMap<string, string>,
): void {
  const sent = positions[subgraph] ?? 0;
  const hash = hashes.get(subgraph);
  if (hash !== undefined && position === sent + 1 && previousHash !== hash) throw otherPast(subgraph, sent);
}

function otherPast(ledger: string, sent: number): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `The catalog reads the ${ledger} ledger anew, of which this stream has sent up to ${sent}: what it sent may be of another past (a failover, a restore). Read what you show anew, then follow from there.`,
    { ledger, position: sent },
  );
}

function isBehind(positions: LedgerPositions, heads: LedgerPositions): boolean {
  return Object.entries(heads).some(([ledger, head]) => (positions[ledger] ?? 0) < head);
}

/** Merges lists that are in order, without changing the order of any. */
function merged(ledgers: readonly (readonly LedgerEntry[])[]): LedgerEntry[] {
  const places = ledgers.map(() => 0);
  const events: LedgerEntry[] = [];
  for (;;) {
    let first = -1;
    for (const [index, ledger] of ledgers.entries()) {
      const event = ledger[places[index]!];
      if (event !== undefined && (first === -1 || event.createdAt < ledgers[first]![places[first]!]!.createdAt))
        first = index;
    }
    if (first === -1) return events;
    events.push(ledgers[first]![places[first]!]!);
    places[first]! += 1;
  }
}
