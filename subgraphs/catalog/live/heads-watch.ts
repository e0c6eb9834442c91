import type { DataSource, EntityManager } from 'typeorm';
import type { LedgerPositions } from '#platform/ledger/ledger-positions.js';
import { ProjectionRepository } from '../projection/projection.repository.js';

/** Milliseconds between two looks at how far the ledgers are projected. */
const LOOK = 100;

/** Tells everybody in this process who waits how far the ledgers are projected. */
export interface HeadsWatch {
  /** How far they are now. */
  read(): Promise<LedgerPositions>;
  /** How far they are once that is another than `seen`; rejects with the signal's reason when it aborts. */
  after(seen: LedgerPositions, signal: AbortSignal | undefined): Promise<LedgerPositions>;
}

const watches = new WeakMap<EntityManager, HeadsWatch>();

/**
 * The watch over a catalog. However many wait, it looks once; while nobody waits, it does not look at all. It looks,
 * because whoever projects may do so in another process.
 *
 * Each request has a source of its own, but all have the manager of the one that they were made from (see
 * `requestSource`): the watch is everybody's, and does not end with a request.
 */
export function headsWatch({ manager }: Pick<DataSource, 'manager'>): HeadsWatch {
  const known = watches.get(manager);
  if (known !== undefined) return known;
  const watch = createHeadsWatch(new ProjectionRepository(manager));
  watches.set(manager, watch);
  return watch;
}

function createHeadsWatch(projection: ProjectionRepository): HeadsWatch {
  const read = async () =>
    Object.fromEntries((await projection.heads()).map(({ subgraph, position }) => [subgraph, position]));
  const waiting = new Set<{ readonly seen: string; readonly tell: (heads: LedgerPositions) => void }>();
  let isLooking = false;

  const look = async (): Promise<void> => {
    try {
      const heads = await read();
      const text = textOf(heads);
      for (const waiter of waiting) if (waiter.seen !== text) waiter.tell(heads);
    } catch {
      // The database is away for a moment: who waits goes on waiting.
    }
    isLooking = waiting.size > 0;
    if (isLooking) setTimeout(look, LOOK);
  };

  return {
    read,
    after: (seen, signal) =>
      new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(waiter);
          signal?.removeEventListener('abort', leave);
        };
        const leave = () => {
          end();
          reject(signal?.reason);
        };
        const tell = (heads: LedgerPositions) => {
          end();
          resolve(heads);
        };
        const waiter = { seen: textOf(seen), tell };
        if (signal?.aborted === true) return leave();
        signal?.addEventListener('abort', leave, { once: true });
        waiting.add(waiter);
        if (!isLooking) setTimeout(look, LOOK);
        isLooking = true;
      }),
  };
}

function textOf(heads: LedgerPositions): string {
  return JSON.stringify(Object.entries(heads).sort());
}
