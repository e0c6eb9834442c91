import type { SubgraphServices } from '#platform/federation/subgraph-definition.js';
import type { LedgerLag } from '#platform/ledger/ledger-lag.js';
import { answerInTime } from './answer-in-time.js';
import { ProjectionRepository } from './projection.repository.js';
import { readUnread } from './read-ledger.js';

/** A subgraph returns at most this many events at once, and further than that nobody wants to count. */
export const MAX_COUNTED = 1_000;

/** How far the catalog is behind each ledger it follows, as its own tables and the ledgers say now. */
export async function measureLag({
  database,
  ports,
}: Pick<SubgraphServices, 'database' | 'ports'>): Promise<LedgerLag[]> {
  const heads = await new ProjectionRepository(database.manager).heads();
  return Promise.all(
    heads.map(async ({ subgraph, position }): Promise<LedgerLag> => {
      try {
        const unread = await answerInTime(readUnread(ports, { subgraph, after: position, first: MAX_COUNTED }));
        const [oldest] = unread;
        const age = oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.at.getTime());
        return { ledger: subgraph, events: unread.length, seconds: age / 1_000 };
      } catch {
        return { ledger: subgraph, events: null, seconds: null };
      }
    }),
  );
}
